using MultiDbSync.Contracts.Runs;

namespace MultiDbSync.Engine.Storage;

/// <summary>A durable run.</summary>
public sealed class RunEntity
{
    /// <summary>Number.</summary>
    public long Id { get; set; }

    /// <summary>The set, or <c>demo</c> for demo runs.</summary>
    public required string SyncSet { get; set; }

    /// <summary>Why it began.</summary>
    public RunKind Kind { get; set; }

    /// <summary>Where it stands.</summary>
    public RunStatus Status { get; set; }

    /// <summary>0 to 100.</summary>
    public int Percent { get; set; }

    /// <summary>Changes read during the run.</summary>
    public long Captured { get; set; }

    /// <summary>Rows written during the run.</summary>
    public long Applied { get; set; }

    /// <summary>Conflicts found during the run.</summary>
    public int Conflicts { get; set; }

    /// <summary>Who asked: an e-mail address, <c>schedule</c> or <c>operator key</c>.</summary>
    public required string RequestedBy { get; set; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset RequestedAt { get; set; }

    /// <summary>When the worker began.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>What was left, or what failed.</summary>
    public string? Message { get; set; }

    /// <summary>How often a worker took it: more than once when a worker was stopped or killed meanwhile.</summary>
    public int Attempts { get; set; }

    /// <summary>Its trace; that of the last attempt.</summary>
    public string? TraceId { get; set; }
}
