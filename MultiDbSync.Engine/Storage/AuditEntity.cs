using MultiDbSync.Contracts.Audit;

namespace MultiDbSync.Engine.Storage;

/// <summary>An entry of the audit log. Read here; written by <see cref="Audit.AuditLog"/> alone, never changed or deleted.</summary>
public sealed class AuditEntity
{
    /// <summary>Number, from 1 and without gaps.</summary>
    public long Id { get; set; }

    /// <summary>When (hub clock).</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Who.</summary>
    public required string Actor { get; set; }

    /// <summary>From where.</summary>
    public required string Address { get; set; }

    /// <summary>What.</summary>
    public required string Action { get; set; }

    /// <summary>On what.</summary>
    public required string Subject { get; set; }

    /// <summary>How it was, as JSON.</summary>
    public string? Before { get; set; }

    /// <summary>How it is since, as JSON.</summary>
    public string? After { get; set; }

    /// <summary>What became of it.</summary>
    public AuditOutcome Outcome { get; set; }

    /// <summary>The request's trace.</summary>
    public string? TraceId { get; set; }

    /// <summary>SHA-256 over this entry and the hash of the one before, as hex.</summary>
    public required string Hash { get; set; }
}
