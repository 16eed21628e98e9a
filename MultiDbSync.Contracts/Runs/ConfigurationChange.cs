namespace MultiDbSync.Contracts.Runs;

/// <summary>Somebody changed what is kept in sync, or how. Comes from the audit log; address and refusals stay there.</summary>
/// <param name="Id">Its number in the audit log.</param>
/// <param name="At">When (hub clock, UTC).</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What, such as <c>sync-set.change</c>.</param>
/// <param name="Subject">Of what, such as <c>sync set library</c>.</param>
/// <param name="Before">How it was, as JSON; no secrets.</param>
/// <param name="After">How it is since, as JSON; no secrets.</param>
public sealed record ConfigurationChange(long Id, DateTimeOffset At, string Actor, string Action, string Subject, string? Before, string? After);
