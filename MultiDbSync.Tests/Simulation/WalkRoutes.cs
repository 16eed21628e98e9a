using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Tests.Simulation;

/// <summary>Random routes for the nodes of a walk: other names and types, a column left out, a filter on the rows, one way only.</summary>
internal static class WalkRoutes
{
    private static readonly string[] Filters = ["{0} = 7", "{0} <> 7", "{0} >= 1000 OR {0} IS NULL", "NOT ({0} IN (7, 8))"];

    /// <param name="constraints">Labels refer to items: rows of items must be everywhere, so labels are filtered instead.</param>
    public static Dictionary<string, RouteInfo> Create(Random random, IReadOnlyList<string> nodes, bool constraints)
    {
        var withoutColumn = random.Next(2) == 0;
        var oneWay = random.Next(5) == 0 ? nodes[random.Next(1, nodes.Count)] : null;
        var routes = new Dictionary<string, RouteInfo>();
        foreach (var node in nodes)
        {
            // The first database has all rows and columns, both ways. A filtered one lacks what a sending one lacks: a row that enters its filter could not be completed.
            // One that goes one way has all columns: a row that it changes where the others have deleted it could not be made whole.
            var filter = node != nodes[0] && random.Next(3) > 0 ? Filters[random.Next(Filters.Length)] : null;
            if (withoutColumn && node == oneWay) filter = null;
            var lacks = withoutColumn && node != nodes[0] && (random.Next(2) == 0 || (filter is not null && !constraints)) && node != oneWay;
            var items = Items(random, lacks, constraints ? null : filter);
            var labels = new TableRoute(SimulatedSchema.Labels, LabelsOf(items.Native.Name)) { Filter = constraints && filter is not null ? string.Format(null, filter, "code") : null };
            routes.Add(node, new RouteInfo(node)
            {
                Direction = node != oneWay ? RouteDirection.Both : random.Next(2) == 0 ? RouteDirection.SendOnly : RouteDirection.ReceiveOnly,
                Tables = new Dictionary<string, TableRoute> { ["items"] = items, ["labels"] = labels },
            });
        }

        return routes;
    }

    private static TableSchema LabelsOf(string items) => SimulatedSchema.Labels with { ForeignKeys = [SimulatedSchema.Labels.ForeignKeys[0] with { ParentTable = items }] };

    private static TableRoute Items(Random random, bool lacks, string? filter)
    {
        var (table, a, text) = (random.Next(2) == 0 ? "items" : "Teile Liste", random.Next(2) == 0 ? "a" : "order", random.Next(2) == 0);
        List<ColumnSchema> columns = [SimulatedSchema.Items.Columns[0], SimulatedSchema.Items.Columns[1] with { Name = a }];
        if (!lacks) columns.Add(text ? SimulatedSchema.Items.Columns[2] with { Type = CanonicalType.Text, DeclaredType = "TEXT" } : SimulatedSchema.Items.Columns[2]);
        return new TableRoute(SimulatedSchema.Items, SimulatedSchema.Items with { Name = table, Columns = columns })
        {
            Renamed = a == "a" ? new Dictionary<string, string>() : new Dictionary<string, string> { [a] = "a" },
            Filter = filter is null ? null : string.Format(null, filter, "a"),
        };
    }
}
