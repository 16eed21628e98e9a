namespace MultiDbSync.Contracts.Conflicts;

/// <summary>What settling many conflicts at once would do. Nothing was changed.</summary>
/// <param name="Count">Conflicts that the filter finds.</param>
/// <param name="Refused">Those that are known to be refused, the first hundred; a decision may find more when it is carried out.</param>
/// <param name="Sample">The oldest ten.</param>
/// <param name="Token">To be sent with <c>resolve-many</c>: it fits as long as the same conflicts are found, unchanged.</param>
public sealed record ResolutionPreview(
    int Count,
    IReadOnlyDictionary<ConflictKind, int> ByKind,
    IReadOnlyDictionary<string, int> ByTable,
    int RefusedCount,
    IReadOnlyList<RefusedResolution> Refused,
    IReadOnlyList<ConflictSummary> Sample,
    string Token);
