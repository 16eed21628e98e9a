using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Routing.Filters;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Routing;

/// <summary>What the routes of one sync set must keep among each other, so that every row can be right everywhere.</summary>
public static class RouteRules
{
    /// <summary>Why a set can't have this route beside those that it has; null when it can.</summary>
    public static string? Refuse(SyncSetInfo set, RouteInfo added)
    {
        List<RouteInfo> routes = [.. set.Nodes.Where(n => n != added.Node).Select(set.RouteOf), added];
        return set.Tables.Select(t => Refuse(t.Schema, routes)).FirstOrDefault(reason => reason is not null);
    }

    /// <summary>Why a database can't leave a set; null when it can.</summary>
    public static string? RefuseLeaving(SyncSetInfo set, string node)
    {
        List<RouteInfo> routes = [.. set.Nodes.Where(n => n != node).Select(set.RouteOf)];
        return routes.Count == 0 ? null : set.Tables.Select(t => RefuseLeaving(t.Schema, routes)).FirstOrDefault(reason => reason is not null);
    }

    /// <summary>Why a database with this route can't join by a first load of this kind; null when it can.</summary>
    public static string? RefuseLoad(RouteInfo route, FirstLoadMode mode)
    {
        if (mode is FirstLoadMode.SchemaOnly) return null;
        if (route.Direction == RouteDirection.SendOnly) return "A database that only sends receives no rows: let it join by its schema only.";
        if (mode is FirstLoadMode.Replace) return null;
        if (route.Direction == RouteDirection.ReceiveOnly) return "A database that only receives has no rows to merge: let the first load replace them.";
        return route.Tables.Values.Any(t => t.Filter is not null || Lacks(t))
            ? "Rows can be merged only where all rows and columns are held: a database with a filter or without some columns joins by replacing its rows."
            : null;
    }

    /// <summary>Why a database can't be copied from to fill this route; null when it can: it holds all rows and all columns that the route needs.</summary>
    public static string? RefuseSource(SyncSetInfo set, string source, RouteInfo route)
    {
        var from = set.RouteOf(source);
        if (!from.Receives) return $"{source} does not receive what the others change.";
        foreach (var table in set.Tables.Select(t => t.Schema))
        {
            if (Filter(from, table) is not null) return $"{source} holds only some rows of {table.Name}.";
            var columns = Columns(from, table);
            var needed = Columns(route, table).Concat(Filter(route, table) is { } filter ? RowFilter.Parse(filter, table).Columns : []);
            if (needed.FirstOrDefault(c => !columns.Contains(c)) is { } lacking) return $"{source} does not hold column {lacking} of {table.Name}.";
        }

        return null;
    }

    private static bool Lacks(TableRoute route) => route.Native.ImageColumns.Count() < route.Agreed.ImageColumns.Count();

    private static string? Refuse(TableSchema table, List<RouteInfo> routes)
    {
        var filters = routes.Where(r => Filter(r, table) is not null).Select(r => (Route: r, Filter: RowFilter.Parse(Filter(r, table)!, table))).ToList();
        if (filters.Count == 0) return null;
        if (NobodyHasAllRows(table, routes) is { } nobody) return nobody;
        foreach (var route in routes)
        {
            var columns = Columns(route, table);
            if (filters.SelectMany(f => f.Filter.Columns).FirstOrDefault(c => !columns.Contains(c)) is { } needed)
                return $"{route.Node} leaves out column {needed} of {table.Name}, which a filter looks at: whether its rows belong there could not be told.";
            if (!route.Sends) continue;
            foreach (var (other, _) in filters.Where(f => f.Route.Node != route.Node && f.Route.Direction != RouteDirection.SendOnly))
            {
                if (Columns(other, table).FirstOrDefault(c => !columns.Contains(c)) is { } lacking)
                    return $"{route.Node} leaves out column {lacking} of {table.Name}, and {other.Node} holds only some of its rows: a row that {route.Node} moves into that filter could not be completed there. "
                        + $"Let {route.Node} receive only, or leave the column out of {other.Node}, too.";
            }
        }

        return null;
    }

    // One that still copies its rows does not have them all yet.
    private static string? RefuseLeaving(TableSchema table, List<RouteInfo> left) =>
        NobodyHasAllRows(table, left.Exists(r => Filter(r, table) is not null) ? [.. left.Where(r => r.State == RouteState.Active)] : left);

    // A row that leaves every filter would be deleted everywhere.
    private static string? NobodyHasAllRows(TableSchema table, List<RouteInfo> routes) =>
        routes.Exists(r => Filter(r, table) is null && r.Direction != RouteDirection.SendOnly) ? null
        : $"No database would hold all rows of {table.Name}: a row that leaves every filter would be lost. One database must receive it without a filter.";

    private static string? Filter(RouteInfo route, TableSchema table) => route.Tables.GetValueOrDefault(table.Name)?.Filter;

    private static HashSet<string> Columns(RouteInfo route, TableSchema table) => route.Tables.TryGetValue(table.Name, out var own)
        ? own.Native.ImageColumns.Select(c => own.AgreedName(c.Name)).ToHashSet(StringComparer.Ordinal)
        : table.ImageColumns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
}
