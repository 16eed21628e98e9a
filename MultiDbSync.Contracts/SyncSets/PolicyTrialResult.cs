namespace MultiDbSync.Contracts.SyncSets;

/// <summary>What a policy would have done with a table's past conflicts. Nothing was changed.</summary>
/// <param name="Tried">Conflicts that it was tried on.</param>
/// <param name="Counts">By resolution: <c>ask</c>, <c>keep-left</c>, <c>keep-right</c>, <c>merged</c>, <c>keep-both</c>.</param>
/// <param name="Otherwise">How many would have ended otherwise than they did.</param>
/// <param name="Conflicts">Each of them, latest first.</param>
public sealed record PolicyTrialResult(int Tried, IReadOnlyDictionary<string, int> Counts, int Otherwise, IReadOnlyList<TriedConflict> Conflicts);
