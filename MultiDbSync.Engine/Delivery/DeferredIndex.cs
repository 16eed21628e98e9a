using System.Runtime.CompilerServices;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Delivery;

/// <summary>
/// The deferred rows of a node by their key forms, without those of tables that left the set. Made once for a list: connectors hand out the same one until
/// the rows change, and thousands may wait for people while others are delivered one by one.
/// </summary>
internal sealed class DeferredIndex
{
    private static readonly ConditionalWeakTable<IReadOnlyList<DeferredRow>, DeferredIndex> Known = [];

    private readonly SyncSetInfo _set;
    private readonly Dictionary<(string Table, string Form), DeferredRow> _byForm = [];

    private DeferredIndex(SyncSetInfo set, IReadOnlyList<DeferredRow> rows)
    {
        _set = set;
        Rows = [.. from row in rows let table = set.Table(row.Table) where table is not null select (row, table.Schema.FormOf(row.Key))];
        foreach (var (row, form) in Rows) _byForm.TryAdd((row.Table, form), row);
    }

    /// <summary>In the order of the list.</summary>
    public IReadOnlyList<(DeferredRow Row, string Form)> Rows { get; }

    public static DeferredIndex Of(SyncSetInfo set, IReadOnlyList<DeferredRow> rows)
    {
        if (rows.Count == 0) return new DeferredIndex(set, rows);

        // The same list under another shape of the set has other forms.
        if (Known.TryGetValue(rows, out var known) && ReferenceEquals(known._set, set)) return known;
        var index = new DeferredIndex(set, rows);
        Known.AddOrUpdate(rows, index);
        return index;
    }

    public DeferredRow? Find(string table, string form) => _byForm.GetValueOrDefault((table, form));
}
