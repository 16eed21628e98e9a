namespace MultiDbSync.Contracts.Databases;

/// <summary>A table of a database that a new sync set could take, with what speaks for and against it.</summary>
/// <param name="Key">Columns that tell its rows apart; empty when nothing does.</param>
/// <param name="SyncSet">The set that it belongs to already, or null.</param>
/// <param name="Refers">Tables that it refers to, itself left out: they must be in the same set.</param>
/// <param name="Findings">Warnings and refusals, each with its way out.</param>
public sealed record TableCandidate(
    string Name, IReadOnlyList<DatabaseColumn> Columns, IReadOnlyList<string> Key, string? SyncSet, IReadOnlyList<string> Refers, IReadOnlyList<TestFinding> Findings);
