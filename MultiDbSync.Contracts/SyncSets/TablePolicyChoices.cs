using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Contracts.SyncSets;

/// <summary>The policies that a table of a sync set can have.</summary>
/// <param name="Default">For the table.</param>
/// <param name="Kinds">For single kinds of conflict; a kind without an entry can't have a policy of its own.</param>
/// <param name="Columns">For single columns.</param>
public sealed record TablePolicyChoices(
    IReadOnlyList<string> Default,
    IReadOnlyDictionary<ConflictKind, IReadOnlyList<string>> Kinds,
    IReadOnlyList<ColumnPolicyChoices> Columns);
