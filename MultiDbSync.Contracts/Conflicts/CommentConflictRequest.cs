using System.Text.Json.Serialization;

namespace MultiDbSync.Contracts.Conflicts;

/// <summary>Body of <c>POST /api/conflicts/{id}/comments</c>.</summary>
/// <param name="Text">1 to 2000 characters.</param>
public sealed record CommentConflictRequest([property: JsonRequired] string Text);
