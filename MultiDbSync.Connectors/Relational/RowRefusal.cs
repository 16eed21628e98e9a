using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Relational;

/// <summary>Why a row is left alone.</summary>
/// <param name="Found">For divergence.</param>
/// <param name="Error">For a rejected row, without values.</param>
/// <param name="IsClash">The database itself refused it for a unique key, so that it may be tried again together with the row in its way.</param>
internal sealed record RowRefusal(DeferReason Reason, RowImage? Found = null, string? Error = null, bool IsClash = false)
{
    public static RowRefusal Rejected(string error) => new(DeferReason.Rejected, Error: error);
}
