using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Delivery;

/// <summary>Upserts parents first, then deletes children first. Tables of a cycle keep the set's order among themselves.</summary>
internal sealed class WriteOrder
{
    private readonly Dictionary<string, int> _level = new(StringComparer.Ordinal);

    public WriteOrder(SyncSetInfo set)
    {
        var waiting = set.Tables.Select(t => t.Schema).ToList();
        var level = 0;
        while (waiting.Count > 0)
        {
            var free = waiting.Where(t => t.ForeignKeys.All(k => k.ParentTable == t.Name || waiting.All(w => w.Name != k.ParentTable))).ToList();
            if (free.Count == 0) free = [waiting[0]];
            foreach (var table in free) _level[table.Name] = level;
            waiting.RemoveAll(free.Contains);
            level++;
        }
    }

    /// <summary>The set's tables, parents first.</summary>
    public IReadOnlyList<TableSchema> Tables(SyncSetInfo set) => [.. set.Tables.Select(t => t.Schema).OrderBy(t => _level[t.Name]).ThenBy(t => t.Name, StringComparer.Ordinal)];

    /// <summary>Parents that are not sure to be there before the table's rows are written: the table itself and those of a cycle.</summary>
    public bool IsLater(string table, string parent) => _level.TryGetValue(table, out var own) && _level.TryGetValue(parent, out var other) && other >= own;

    public IReadOnlyList<ApplyRow> Sort(IEnumerable<ApplyRow> rows) =>
        [.. rows.OrderBy(r => r.After is null).ThenBy(r => r.After is null ? -_level[r.Table.Name] : _level[r.Table.Name]).ThenBy(r => r.Position)];
}
