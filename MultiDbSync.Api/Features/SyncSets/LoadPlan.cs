using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>How a database will join a sync set.</summary>
/// <param name="Problem">Why it can't, or null.</param>
internal sealed record LoadPlan(ProblemHttpResult? Problem)
{
    public FirstLoadMode Mode { get; init; }

    /// <summary>The database whose rows are copied; null when none are.</summary>
    public string? Source { get; init; }

    /// <summary>How the database will take part.</summary>
    public RouteInfo Route { get; init; } = new("");

    /// <summary>Statements to run once the rows are there.</summary>
    public IReadOnlyList<string> AfterLoad { get; init; } = [];

    /// <summary>What the tables that were made hold in another way than where they come from.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
