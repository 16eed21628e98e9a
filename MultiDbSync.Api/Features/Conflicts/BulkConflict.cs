using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>One of many conflicts that are to be settled at once: what can be known of it without its values.</summary>
/// <param name="Refusal">Why it can't be settled as wanted, or null as far as is known.</param>
internal sealed record BulkConflict(long Id, int Version, ConflictKind Kind, string Table, string Key, string? Refusal);
