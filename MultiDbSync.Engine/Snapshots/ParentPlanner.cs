using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Delivery;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Snapshots;

/// <summary>
/// Orders rows of tables that refer to themselves or to each other, and finds those whose parents have not been loaded. The applier would find them too,
/// but only after it has written them, one generation of a tree at a time.
/// </summary>
internal sealed class ParentPlanner(SyncSetInfo set, IRowReader target)
{
    private readonly WriteOrder _order = new(set);

    // Hashes of keys that were written: one that another key shares costs a refusal by the applier, no more.
    private readonly HashSet<(string Table, int Key)> _written = [];

    /// <summary>Whether rows of a table can come before rows that they refer to.</summary>
    public bool MayLackParents(TableSchema table) => table.ForeignKeys.Any(k => _order.IsLater(table.Name, k.ParentTable));

    public async Task<ParentPlan> PlanAsync(IReadOnlyList<LoadRow> rows, CancellationToken cancellationToken)
    {
        var index = IndexOf(rows);
        var parents = new List<int>[rows.Count];
        var waits = new bool[rows.Count];
        for (var i = 0; i < rows.Count; i++) (parents[i], waits[i]) = await ParentsAsync(rows[i], index, cancellationToken);
        var ready = new List<IReadOnlyList<LoadRow>>();
        foreach (var group in new RowGroups(parents).ParentsFirst())
        {
            if (group.Exists(i => waits[i] || parents[i].Exists(p => waits[p])))
            {
                foreach (var i in group) waits[i] = true;
                continue;
            }

            ready.Add([.. group.Select(i => rows[i])]);
            foreach (var i in group) _written.Add((rows[i].Table.Name, rows[i].Key.GetHashCode()));
        }

        return new ParentPlan(ready, [.. rows.Where((_, i) => waits[i])]);
    }

    private Dictionary<(string Table, string Columns, string Values), int> IndexOf(IReadOnlyList<LoadRow> rows)
    {
        var referred = set.Tables.SelectMany(t => t.Schema.ForeignKeys).Select(k => (k.ParentTable, Columns: k.ParentColumns)).DistinctBy(k => (k.ParentTable, Joined(k.Columns)))
            .ToLookup(k => k.ParentTable, k => k.Columns, StringComparer.Ordinal);
        var index = new Dictionary<(string, string, string), int>();
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Image is not { } image) continue;
            foreach (var columns in referred[rows[i].Table.Name])
                if (ValueForm.Of(image, columns) is { } values) index[(rows[i].Table.Name, Joined(columns), values)] = i;
        }

        return index;
    }

    // Parents among the rows themselves, and whether one is neither there nor in the database.
    private async Task<(List<int> Here, bool Lacks)> ParentsAsync(
        LoadRow row, Dictionary<(string Table, string Columns, string Values), int> index, CancellationToken cancellationToken)
    {
        var here = new List<int>();
        var lacks = false;
        if (row.Image is null) return (here, false);
        foreach (var reference in row.Table.ForeignKeys)
        {
            if (ValueForm.Key(row.Image, reference.Columns) is not { } values || set.Table(reference.ParentTable) is not { } parent) continue;
            if (index.TryGetValue((reference.ParentTable, Joined(reference.ParentColumns), values.Text), out var at)) here.Add(at);
            else lacks |= _order.IsLater(row.Table.Name, reference.ParentTable) && !await IsThereAsync(parent.Schema, reference, values, cancellationToken);
        }

        return (here, lacks);
    }

    // A parent that is not referred to by its key is left to the applier.
    private async ValueTask<bool> IsThereAsync(TableSchema parent, ForeignKey reference, RowKey values, CancellationToken cancellationToken) =>
        !reference.ParentColumns.SequenceEqual(parent.Key)
        || _written.Contains((parent.Name, values.GetHashCode()))
        || await target.FindAsync(parent, values, cancellationToken) is not null;

    private static string Joined(IReadOnlyList<string> columns) => string.Join('\u001f', columns);
}
