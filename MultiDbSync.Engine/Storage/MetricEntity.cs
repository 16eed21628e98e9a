namespace MultiDbSync.Engine.Storage;

/// <summary>Figures of one interval, written by the worker; intervals without activity may be missing.</summary>
public sealed class MetricEntity
{
    /// <summary>End of the interval, unix milliseconds.</summary>
    public long At { get; set; }

    /// <summary>Length of the interval in seconds.</summary>
    public double Seconds { get; set; }

    /// <summary>Changes accepted.</summary>
    public long Captured { get; set; }

    /// <summary>Rows written.</summary>
    public long Applied { get; set; }

    /// <summary>Worst lag, in seconds.</summary>
    public double LagSeconds { get; set; }

    /// <summary>Undelivered log entries.</summary>
    public long Pending { get; set; }

    /// <summary>Open conflicts at its end.</summary>
    public int OpenConflicts { get; set; }

    /// <summary>Conflicts found in it.</summary>
    public int ConflictsDetected { get; set; }

    /// <summary>Errors counted in it.</summary>
    public int Errors { get; set; }

    /// <summary>Target transactions in it.</summary>
    public int Applies { get; set; }

    /// <summary>What they took together, in milliseconds.</summary>
    public double ApplyMs { get; set; }

    /// <summary>What the slowest of them took, in milliseconds.</summary>
    public double SlowestApplyMs { get; set; }
}
