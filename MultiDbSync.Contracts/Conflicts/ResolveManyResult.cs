namespace MultiDbSync.Contracts.Conflicts;

/// <summary>What became of many conflicts.</summary>
/// <param name="Moved">Settled by others or changed in the same moment; left as they are.</param>
/// <param name="Refused">The first hundred that could not be settled so, with the reason; they stay open.</param>
public sealed record ResolveManyResult(int Resolved, int Moved, int RefusedCount, IReadOnlyList<RefusedResolution> Refused);
