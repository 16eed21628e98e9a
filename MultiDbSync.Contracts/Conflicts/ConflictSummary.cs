namespace MultiDbSync.Contracts.Conflicts;

/// <summary>A conflict as the list shows it.</summary>
/// <param name="Key">The row's key, readable.</param>
/// <param name="LeftOrigin">The database whose change was accepted first.</param>
/// <param name="RightOrigin">The database whose change met it.</param>
/// <param name="Version">Grows when later changes join an open conflict.</param>
/// <param name="AssignedTo">The account that is to decide, or null.</param>
/// <param name="NewKey">The key that the right side's row got where both were kept, readable.</param>
public sealed record ConflictSummary(
    long Id,
    string SyncSet,
    string Table,
    string Key,
    ConflictKind Kind,
    ConflictStatus Status,
    string LeftOrigin,
    string RightOrigin,
    DateTimeOffset DetectedAt,
    DateTimeOffset? ResolvedAt,
    string? ResolvedBy,
    string? Resolution,
    int Version,
    string? AssignedTo = null,
    string? NewKey = null);
