using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Connectors;

/// <summary>What became of one row of a batch.</summary>
/// <param name="Written">The row was changed.</param>
/// <param name="Deferred">Set when the row was left alone and remembered.</param>
/// <param name="Found">For divergence: the value found (null: absent).</param>
/// <param name="Error">For a rejected row: the database's message, without values.</param>
public sealed record RowOutcome(string Table, RowKey Key, bool Written, DeferReason? Deferred, RowImage? Found = null, string? Error = null);
