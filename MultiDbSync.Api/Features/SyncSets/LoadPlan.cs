using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>How a database will join a sync set.</summary>
/// <param name="Problem">Why it can't, or null.</param>
internal sealed record LoadPlan(ProblemHttpResult? Problem)
{
    public FirstLoadMode Mode { get; init; }

    /// <summary>The database whose rows are copied; null when none are.</summary>
    public string? Source { get; init; }

    /// <summary>The set's tables as the database holds them, by the set's names.</summary>
    public IReadOnlyDictionary<string, TableSchema> Native { get; init; } = new Dictionary<string, TableSchema>();

    /// <summary>Statements to run once the rows are there.</summary>
    public IReadOnlyList<string> AfterLoad { get; init; } = [];
}
