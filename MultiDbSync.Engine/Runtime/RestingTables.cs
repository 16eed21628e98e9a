using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Runtime;

/// <summary>Tells which rows wait, over however many foreign keys, for a table that rests.</summary>
internal static class RestingTables
{
    /// <summary>True when the table refers to one that rests on the node, or the other way round.</summary>
    public static bool HoldUp(SyncSetInfo set, string node, string table)
    {
        var resting = set.RouteOf(node).Tables.Values.Where(t => t.PausedReason is not null).Select(t => t.Agreed.Name).ToHashSet(StringComparer.Ordinal);
        if (resting.Count == 0) return false;
        var reached = new HashSet<string>(StringComparer.Ordinal) { table };
        var next = new Queue<string>(reached);
        while (next.TryDequeue(out var current))
        {
            if (resting.Contains(current)) return true;
            foreach (var other in Related(set, current).Where(reached.Add)) next.Enqueue(other);
        }

        return false;
    }

    private static IEnumerable<string> Related(SyncSetInfo set, string table) => set.Tables.Select(t => t.Schema)
        .SelectMany(t => t.ForeignKeys.Select(k => (Child: t.Name, Parent: k.ParentTable)))
        .Where(k => k.Child == table || k.Parent == table)
        .Select(k => k.Child == table ? k.Parent : k.Child);
}
