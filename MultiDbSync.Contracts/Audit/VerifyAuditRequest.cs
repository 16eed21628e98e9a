namespace MultiDbSync.Contracts.Audit;

/// <summary>Body of <c>POST /api/audit/verify</c>; may be left out.</summary>
/// <param name="Entries">Number of entries at an earlier verification.</param>
/// <param name="Head">The hash that it told.</param>
public sealed record VerifyAuditRequest(long? Entries, string? Head);
