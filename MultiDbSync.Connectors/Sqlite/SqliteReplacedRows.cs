using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// Finds rows that <c>OR REPLACE</c> deleted without a delete trigger. A probe says "the new row collides with this one"; whether that one made way
/// follows from the entries: once the new row is in the table with its unique values, no other row can hold them. So the hit row is followed from the
/// probe along its own entries to the creation or update that took its place; if it still holds the values there, it was replaced. If it had been
/// deleted or changed meanwhile, or if no such entry follows (OR IGNORE, ON CONFLICT DO UPDATE, a failed statement), the probe counts for nothing.
/// </summary>
internal sealed class SqliteReplacedRows(SqliteImageCodec codec)
{
    /// <summary>Turns the probes of one stretch of the log, in <c>seq</c> order and without markers, into deletions where they were ones.</summary>
    public List<SqliteLogEntry> Resolve(List<SqliteLogEntry> entries)
    {
        if (!entries.Exists(e => e.IsProbe)) return entries;

        var deletions = new Dictionary<long, List<SqliteLogEntry>>();

        // Backwards: of several probes that hit the row before it made way, the last one saw it as it was then.
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            if (!entries[i].IsProbe || FindWinner(entries, i) is not { } winner) continue;
            var made = deletions.TryGetValue(winner.Seq, out var list) ? list : deletions[winner.Seq] = [];
            if (made.Exists(d => d.Row == entries[i].Row)) continue;
            if (StateBefore(entries, i, winner, deletions) is { } state && Holds(state, entries[i]))
                made.Insert(0, entries[i] with { Kind = SqliteLogTables.Change, Op = "delete", Before = state, After = null, Collations = null });
        }

        return [.. entries.Where(e => !e.IsProbe).SelectMany(e => deletions.TryGetValue(e.Seq, out var made) ? Together(made, e) : [e])];
    }

    // The entry by which the probing statement came to its end: a creation, or for an update also an update of another row, with the probed values.
    private SqliteLogEntry? FindWinner(List<SqliteLogEntry> entries, int probe)
    {
        var p = entries[probe];
        var wanted = codec.DecodeImage(p.After!);
        for (var i = probe + 1; i < entries.Count; i++)
        {
            var e = entries[i];
            if (!e.IsChange || e.After is null || e.Table != p.Table) continue;
            var candidate = e.Op == "create" || (p.Op == "update" && e.Key != p.Key);
            if (candidate && HasValues(codec.DecodeImage(e.After), wanted)) return e;
        }

        return null;
    }

    // The hit row's state when the winner came, by following each "before" to its "after"; a creation under its key replaced whatever it was.
    private static string? StateBefore(List<SqliteLogEntry> entries, int probe, SqliteLogEntry winner, Dictionary<long, List<SqliteLogEntry>> deletions)
    {
        var p = entries[probe];
        var state = p.Before;
        for (var i = probe + 1; i < entries.Count && entries[i].Seq < winner.Seq; i++)
        {
            // Another row had taken its place already.
            if (deletions.TryGetValue(entries[i].Seq, out var gone) && gone.Exists(d => d.Row == p.Row)) state = null;
            if (entries[i].IsChange && entries[i].Row == p.Row && (entries[i].Before == state || entries[i].Op == "create")) state = entries[i].After;
        }

        return state;
    }

    private bool Holds(string state, SqliteLogEntry probe)
    {
        var (row, wanted) = (codec.DecodeImage(state), codec.DecodeImage(probe.After!));
        for (var i = 0; i < wanted.Columns.Count; i++)
            if (!SqliteCollation.AreEqual(row[wanted.Columns[i]], wanted.Values[i], probe.Collations![i])) return false;
        return true;
    }

    private static bool HasValues(RowImage row, RowImage wanted)
    {
        for (var i = 0; i < wanted.Columns.Count; i++)
            if (!row.TryGet(wanted.Columns[i], out var value) || value != wanted.Values[i]) return false;
        return true;
    }

    // A row replaced under its own key was updated, as far as everyone else is concerned.
    private static IEnumerable<SqliteLogEntry> Together(List<SqliteLogEntry> deletions, SqliteLogEntry winner)
    {
        var same = deletions.Find(d => d.Row == winner.Row && winner.Before is null);
        foreach (var deletion in deletions)
            if (!ReferenceEquals(deletion, same)) yield return deletion;
        if (same is null) yield return winner;
        else if (same.Before != winner.After) yield return winner with { Op = "update", Before = same.Before };
    }
}
