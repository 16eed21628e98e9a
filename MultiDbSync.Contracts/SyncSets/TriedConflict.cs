using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Contracts.SyncSets;

/// <summary>A past conflict under a policy that is tried.</summary>
/// <param name="Key">The row's key, readable.</param>
/// <param name="Was">How it ended, or <c>open</c>.</param>
/// <param name="WouldBe">How it would have ended.</param>
/// <param name="Policy">The policies that decide it.</param>
/// <param name="Otherwise">Another outcome: another row, or a person asked where none was, or the other way round.</param>
public sealed record TriedConflict(long Id, string Key, ConflictKind Kind, string Was, string WouldBe, string Policy, bool Otherwise);
