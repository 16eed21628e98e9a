using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Contracts.Status;

/// <summary>Conflicts of one kind over time: as many numbers as there are points.</summary>
/// <param name="Opened">Found in each bucket, those included that a policy settled at once.</param>
/// <param name="Resolved">Settled in each bucket, by people or policies.</param>
public sealed record KindFigures(ConflictKind Kind, IReadOnlyList<int> Opened, IReadOnlyList<int> Resolved);
