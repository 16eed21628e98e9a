namespace MultiDbSync.Connectors.Relational;

/// <summary>
/// Puts the entries of each row in the order in which they happened. An application's AFTER trigger may fire before ours and change the same row: the
/// inner change is then numbered before the outer one. Within a stretch of the log that holds no marker nobody but logged applications wrote, so the
/// changes of a row form one path from <c>before</c> to <c>after</c>; where they don't, their order stays as numbered and the hub finds the gap.
/// </summary>
internal static class ChangeChain
{
    // Stands for "no row": images are never empty.
    private const string Absent = "";

    /// <summary>Reorders in place; a row's entries keep the places that they have between them.</summary>
    /// <returns>
    /// Entries that may be left out, by a source whose reads hold whole transactions: changes of a row that end where they began. Where such a ring begins their numbers can't tell (a trigger that takes a change back
    /// is numbered before it), so that the wrong value of the ring would be taken for the last; and together they change nothing.
    /// </returns>
    public static IReadOnlySet<T> Order<T>(List<T> entries)
        where T : class, IChainedChange
    {
        var rings = new HashSet<T>(ReferenceEqualityComparer.Instance);
        if (entries.Count < 2) return rings;
        var rows = new Dictionary<(string, string), List<int>>();
        for (var i = 0; i < entries.Count; i++)
        {
            if (rows.TryGetValue(entries[i].Row, out var places)) places.Add(i);
            else rows.Add(entries[i].Row, [i]);
        }

        foreach (var places in rows.Values)
        {
            if (places.Count < 2) continue;
            if (!IsChained(entries, places))
            {
                if (Path([.. places.Select(p => entries[p])]) is not { } path) continue;
                for (var i = 0; i < path.Count; i++) entries[places[i]] = path[i];
            }

            if (entries[places[0]].Before == entries[places[^1]].After) rings.UnionWith(places.Select(p => entries[p]));
        }

        return rings;
    }

    private static bool IsChained<T>(List<T> entries, List<int> places)
        where T : class, IChainedChange
    {
        for (var i = 1; i < places.Count; i++)
            if (entries[places[i]].Before != entries[places[i - 1]].After) return false;
        return true;
    }

    // Hierholzer: a path through all changes, preferring lower numbers.
    private static List<T>? Path<T>(List<T> changes)
        where T : class, IChainedChange
    {
        var leaving = new Dictionary<string, Queue<T>>(StringComparer.Ordinal);
        var balance = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            var (from, to) = (change.Before ?? Absent, change.After ?? Absent);
            if (!leaving.TryGetValue(from, out var queue)) leaving.Add(from, queue = []);
            queue.Enqueue(change);
            balance[from] = balance.GetValueOrDefault(from) + 1;
            balance[to] = balance.GetValueOrDefault(to) - 1;
        }

        var starts = balance.Where(b => b.Value > 0).Select(b => b.Key).ToList();
        if (starts.Count > 1) return null;
        var start = starts.Count == 1 ? starts[0] : changes[0].Before ?? Absent;

        var path = new List<T>(changes.Count);
        var stack = new Stack<(string State, T? By)>([(start, null)]);
        while (stack.TryPeek(out var top))
        {
            if (leaving.TryGetValue(top.State, out var queue) && queue.TryDequeue(out var next))
            {
                stack.Push((next.After ?? Absent, next));
                continue;
            }

            stack.Pop();
            if (top.By is not null) path.Add(top.By);
        }

        path.Reverse();
        return path.Count == changes.Count && path.Zip(path.Skip(1)).All(p => p.First.After == p.Second.Before) ? path : null;
    }
}
