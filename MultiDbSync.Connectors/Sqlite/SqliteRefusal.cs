using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Why a row is left alone.</summary>
/// <param name="Found">For divergence.</param>
/// <param name="Error">For a rejected row.</param>
/// <param name="IsClash">The database itself refused it for a unique key, so that it may be tried again together with the row in its way.</param>
internal sealed record SqliteRefusal(DeferReason Reason, RowImage? Found = null, string? Error = null, bool IsClash = false);
