namespace MultiDbSync.Contracts.Conflicts;

/// <summary>Body of <c>POST /api/resolve-conflict</c>.</summary>
/// <param name="Version">The version that the person saw. Another one answers 409, nothing is changed.</param>
/// <param name="Values">For <see cref="ConflictChoice.Edit"/>: every column's text; null is SQL NULL.</param>
/// <param name="Comment">Kept with the conflict.</param>
public sealed record ResolveConflictRequest(
    long ConflictId,
    int Version,
    ConflictChoice Choice,
    IReadOnlyDictionary<string, string?>? Values,
    string? Comment);
