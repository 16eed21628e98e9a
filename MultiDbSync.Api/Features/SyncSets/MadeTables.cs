using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>A database's tables once those that it lacked were made.</summary>
/// <param name="Tables">As its connector reads them now.</param>
/// <param name="Request">What was asked for, with the names that the made tables bear there.</param>
internal sealed record MadeTables(IReadOnlyList<TableSchema> Tables, FirstLoadRequest Request)
{
    /// <summary>Statements that are better run once the rows are there.</summary>
    public IReadOnlyList<string> AfterLoad { get; init; } = [];

    /// <summary>What they hold in another way than where they come from.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why nothing was made, or null.</summary>
    public LoadPlan? Misfit { get; init; }
}
