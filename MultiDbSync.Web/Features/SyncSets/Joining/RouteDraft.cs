using MultiDbSync.Contracts.SyncSets;
using RouteDirection = MultiDbSync.Contracts.SyncSets.RouteDirection;

namespace MultiDbSync.Web.Features.SyncSets.Joining;

/// <summary>A database's part in a set, as somebody chooses it.</summary>
public sealed class RouteDraft(IEnumerable<SyncSetShape> shapes)
{
    /// <summary>Which way changes go.</summary>
    public RouteDirection Direction { get; set; }

    /// <summary>Every table of the set.</summary>
    public IReadOnlyList<RouteTableDraft> Tables { get; } = [.. shapes.Select(shape => new RouteTableDraft(shape))];

    /// <summary>What keeps it from being asked for, or null.</summary>
    public string? Problem => Tables.FirstOrDefault(t => t.Twice is not null) is { } table ? $"Two columns of {table.Shape.Table} would be {table.Twice}." : null;

    /// <summary>As it is asked for; null for both ways and the same tables.</summary>
    public RouteDefinition? ToDefinition()
    {
        List<RouteTableDefinition> tables = [.. Tables.Select(t => t.ToDefinition()).OfType<RouteTableDefinition>()];
        return Direction == RouteDirection.Both && tables.Count == 0 ? null : new RouteDefinition(Direction, tables.Count == 0 ? null : tables);
    }
}
