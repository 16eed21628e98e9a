using MultiDbSync.Contracts.Audit;

namespace MultiDbSync.Engine.Audit;

/// <summary>What somebody did, or tried to do. Holds no row values, passwords, connection strings or tokens: whoever makes one sees to that.</summary>
/// <param name="At">When; kept to the millisecond.</param>
/// <param name="Actor">An e-mail address, or what else acted.</param>
/// <param name="Address">From where; empty for what happens inside.</param>
/// <param name="Action">What, such as <c>database.add</c>.</param>
/// <param name="Subject">On what.</param>
public sealed record AuditEntry(DateTimeOffset At, string Actor, string Address, string Action, string Subject, AuditOutcome Outcome)
{
    /// <summary>How it was, as JSON.</summary>
    public string? Before { get; init; }

    /// <summary>How it is since, or what was asked for, as JSON.</summary>
    public string? After { get; init; }

    /// <summary>The trace that it belongs to.</summary>
    public string? TraceId { get; init; }
}
