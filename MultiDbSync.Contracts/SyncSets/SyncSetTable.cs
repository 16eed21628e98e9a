using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Contracts.SyncSets;

/// <summary>A table of a sync set and the policies that settle its conflicts.</summary>
/// <param name="Policy">Settles what neither a kind nor a column has a policy for.</param>
/// <param name="KindPolicies">By kind of conflict, where it differs.</param>
/// <param name="ColumnPolicies">By column: what both sides changed there.</param>
public sealed record SyncSetTable(
    string Name,
    string Policy,
    IReadOnlyDictionary<ConflictKind, string> KindPolicies,
    IReadOnlyDictionary<string, string> ColumnPolicies);
