using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Delivery;

/// <summary>The deferred rows of a node by their key forms, without those of tables that left the set.</summary>
internal sealed class DeferredIndex
{
    private readonly SyncSetInfo _set;
    private readonly IReadOnlyList<DeferredRow> _list;
    private readonly Dictionary<(string Table, string Form), DeferredRow> _byForm = [];

    public DeferredIndex(SyncSetInfo set, IReadOnlyList<DeferredRow> list)
    {
        (_set, _list) = (set, list);
        Rows = [.. from row in list let table = set.Table(row.Table) where table is not null select (row, table.Schema.FormOf(row.Key))];
        foreach (var (row, form) in Rows) _byForm.TryAdd((row.Table, form), row);
    }

    /// <summary>In the order of the list.</summary>
    public IReadOnlyList<(DeferredRow Row, string Form)> Rows { get; }

    /// <summary>Connectors hand out the same list until the rows change. Under another shape of the set it has other forms.</summary>
    public bool IsOf(SyncSetInfo set, IReadOnlyList<DeferredRow> list) => ReferenceEquals(set, _set) && ReferenceEquals(list, _list);

    public DeferredRow? Find(string table, string form) => _byForm.GetValueOrDefault((table, form));
}
