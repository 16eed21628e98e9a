namespace MultiDbSync.Contracts.Audit;

/// <summary>Whether the audit log is as it was written.</summary>
/// <param name="Entries">How many entries the hub has noted.</param>
/// <param name="Head">Hash of the last one. Kept elsewhere, together with the number, it proves later that nothing before was changed.</param>
/// <param name="Entry">The first entry that is not as it was written.</param>
/// <param name="Finding">What is wrong with it.</param>
public sealed record AuditVerification(bool IsIntact, long Entries, string Head, DateTimeOffset CheckedAt, long? Entry = null, string? Finding = null);
