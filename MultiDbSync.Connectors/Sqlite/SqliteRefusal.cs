using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Why a row is left alone.</summary>
/// <param name="Found">For divergence.</param>
/// <param name="Error">For a rejected row.</param>
internal sealed record SqliteRefusal(DeferReason Reason, RowImage? Found = null, string? Error = null);
