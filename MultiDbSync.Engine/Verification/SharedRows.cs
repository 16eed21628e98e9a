using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Verification;

/// <summary>Rows that two databases of a set should both have: those that neither one's filter leaves out.</summary>
internal sealed class SharedRows(SyncSetInfo set, string left, string right)
{
    private readonly RouteViews _views = RouteViews.Of(set);

    /// <summary>The reader itself where neither has a filter.</summary>
    public IRowReader Of(IRowReader rows) => set.Tables.Any(t => IsFiltered(t.Schema.Name)) ? new SharedRowReader(rows, this) : rows;

    public bool IsFiltered(string table) => _views.Of(left, table).IsFiltered || _views.Of(right, table).IsFiltered;

    public bool Has(string table, Changes.RowImage row) => !_views.Of(left, table).Hides(row) && !_views.Of(right, table).Hides(row);
}
