using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Routing;

/// <summary>What a person asked for, checked against the sync set and the database.</summary>
/// <param name="Route">Complete only without errors. Its tables are all those that are not the same there.</param>
/// <param name="Errors">By the field of the request: why it can't be so.</param>
/// <param name="Notes">What will be refused row by row, in words for a person.</param>
public sealed record RouteDesign(RouteInfo Route, IReadOnlyDictionary<string, string> Errors, IReadOnlyList<string> Notes)
{
    /// <summary>Designs the route of a database that is to join.</summary>
    /// <param name="set">As it is, without the newcomer.</param>
    /// <param name="found">The database's tables as its connector reads them, with those that were made for it.</param>
    public static RouteDesign Of(SyncSetInfo set, string node, RouteDefinition definition, IReadOnlyList<TableSchema> found)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        var (tables, notes) = (new Dictionary<string, TableRoute>(StringComparer.Ordinal), new List<string>());
        foreach (var wanted in definition.Tables ?? [])
            if (set.Table(wanted.Table) is null) errors[$"route.{wanted.Table}"] = $"{set.Name} has no table {wanted.Table}.";
        if (definition.Tables?.GroupBy(t => t.Table).FirstOrDefault(g => g.Count() > 1) is { } twice) errors[$"route.{twice.Key}"] = $"Table {twice.Key} is named twice.";
        foreach (var agreed in set.Tables.Select(t => t.Schema))
        {
            var design = new TableDesign(agreed, definition.Tables?.FirstOrDefault(t => t.Table == agreed.Name) ?? new RouteTableDefinition(agreed.Name), definition.Direction, found);
            foreach (var (field, error) in design.Errors) errors[$"route.{agreed.Name}{field}"] = error;
            notes.AddRange(design.Notes);
            if (design.Route is { } route) tables[agreed.Name] = route;
        }

        if (tables.Values.GroupBy(t => t.Native.Name).FirstOrDefault(g => g.Count() > 1) is { } shared) errors["route"] = $"Table {shared.Key} would stand for several tables of {set.Name}.";
        var info = new RouteInfo(node) { Direction = definition.Direction, Tables = tables.Values.Where(Differs).ToDictionary(t => t.Agreed.Name, StringComparer.Ordinal) };
        if (errors.Count == 0 && RouteRules.Refuse(set, info) is { } reason) errors["route"] = reason;
        return new RouteDesign(info, errors, notes);
    }

    private static bool Differs(TableRoute route) => route.Filter is not null || RouteMaps.Differs(route);
}
