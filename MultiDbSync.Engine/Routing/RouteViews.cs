using System.Runtime.CompilerServices;
using MultiDbSync.Engine.Routing.Filters;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Routing;

/// <summary>What each database of a sync set sees of each table.</summary>
internal sealed class RouteViews
{
    private static readonly ConditionalWeakTable<SyncSetInfo, RouteViews> Known = [];

    private readonly Dictionary<(string Node, string Table), TableView> _views = [];
    private readonly Dictionary<string, TableView> _others = new(StringComparer.Ordinal);

    private RouteViews(SyncSetInfo set)
    {
        foreach (var table in set.Tables.Select(t => t.Schema))
        {
            var routes = set.Routes.Values.Where(r => r.Tables.ContainsKey(table.Name)).Select(r => (r.Node, Table: r.Tables[table.Name])).ToList();
            var columns = routes.ToDictionary(r => r.Node, r => Columns(r.Table), StringComparer.Ordinal);
            var mixed = columns.Values.Any(c => c is not null);
            IsMixed |= mixed;
            if (mixed) _others[table.Name] = new TableView(table, null, null, mixed);
            foreach (var (node, route) in routes)
            {
                if (!mixed && route.Filter is null) continue;
                _views[(node, table.Name)] = new TableView(table, columns[node], route.Filter is { } text ? RowFilter.Parse(text, table) : null, mixed);
            }
        }
    }

    /// <summary>Some database lacks columns of some table.</summary>
    public bool IsMixed { get; }

    /// <summary>The views of a set; made once for each configuration that is read.</summary>
    public static RouteViews Of(SyncSetInfo set) => Known.GetValue(set, s => new RouteViews(s));

    /// <summary>What a database sees of a table.</summary>
    public TableView Of(string node, string table) =>
        _views.TryGetValue((node, table), out var view) ? view : OfWhole(table);

    /// <summary>What a database without a filter and with all columns sees.</summary>
    public TableView OfWhole(string table) => _others.GetValueOrDefault(table, TableView.Whole);

    /// <summary>Some database holds only some rows of the table.</summary>
    public bool IsFiltered(string table) => _views.Any(v => v.Key.Table == table && v.Value.IsFiltered);

    private static HashSet<string>? Columns(TableRoute route)
    {
        var columns = route.Native.ImageColumns.Select(c => route.AgreedName(c.Name)).ToHashSet(StringComparer.Ordinal);
        return route.Agreed.ImageColumns.All(c => columns.Contains(c.Name)) ? null : columns;
    }
}
