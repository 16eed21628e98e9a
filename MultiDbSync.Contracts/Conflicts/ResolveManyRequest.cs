using System.Text.Json.Serialization;

namespace MultiDbSync.Contracts.Conflicts;

/// <summary>Body of <c>POST /api/conflicts/resolve-many</c>: what was previewed.</summary>
/// <param name="Token">Of the preview. When other conflicts are found now, or some have changed, the answer is 409 with a new preview and nothing is done.</param>
/// <param name="Comment">Kept with each conflict.</param>
public sealed record ResolveManyRequest(
    [property: JsonRequired] ConflictSelection Filter,
    [property: JsonRequired] ConflictChoice Choice,
    DateTimeOffset? OlderThan,
    [property: JsonRequired] string Token,
    string? Comment = null);
