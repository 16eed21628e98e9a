namespace MultiDbSync.Contracts.Audit;

/// <summary>An entry of the audit log.</summary>
/// <param name="Id">Its number; without gaps, from 1.</param>
/// <param name="At">When (hub clock, UTC).</param>
/// <param name="Actor">An e-mail address, or what else acted.</param>
/// <param name="Address">From where.</param>
/// <param name="Action">What was tried, such as <c>database.add</c>.</param>
/// <param name="Subject">On what.</param>
/// <param name="Before">How it was, as JSON; no secrets, no rows.</param>
/// <param name="After">How it is since, or what was asked for, as JSON.</param>
/// <param name="TraceId">The request's trace.</param>
/// <param name="Hash">SHA-256 over the entry and the hash of the one before it, as hex.</param>
public sealed record AuditRecord(
    long Id, DateTimeOffset At, string Actor, string Address, string Action, string Subject, string? Before, string? After, AuditOutcome Outcome, string? TraceId, string Hash);
