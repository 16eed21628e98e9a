using System.Text.Json.Serialization;

namespace MultiDbSync.Contracts.Conflicts;

/// <summary>Body of <c>POST /api/conflicts/{id}/reopen</c>.</summary>
/// <param name="Version">The version that the person saw. Another one answers 409, nothing is changed.</param>
/// <param name="Comment">Kept in the history.</param>
public sealed record ReopenConflictRequest([property: JsonRequired] int Version, string? Comment = null);
