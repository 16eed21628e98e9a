using System.Text.Json.Serialization;

namespace MultiDbSync.Contracts.Conflicts;

/// <summary>Body of <c>POST /api/conflicts/preview-resolution</c>.</summary>
/// <param name="Choice"><see cref="ConflictChoice.KeepLeft"/> or <see cref="ConflictChoice.KeepRight"/>.</param>
/// <param name="OlderThan">Only conflicts that were found before; null for all.</param>
public sealed record PreviewResolutionRequest(
    [property: JsonRequired] ConflictSelection Filter,
    [property: JsonRequired] ConflictChoice Choice,
    DateTimeOffset? OlderThan = null);
