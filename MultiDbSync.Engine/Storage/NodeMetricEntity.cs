namespace MultiDbSync.Engine.Storage;

/// <summary>Figures of one database in one sync set and interval; intervals without activity, lag or backlog are missing.</summary>
public sealed class NodeMetricEntity
{
    /// <summary>End of the interval, unix milliseconds.</summary>
    public long At { get; set; }

    /// <summary>The set's name; empty for what belongs to the database whatever the set, its errors.</summary>
    public required string SyncSet { get; set; }

    /// <summary>The database's name.</summary>
    public required string Node { get; set; }

    /// <summary>Changes of this database that were accepted.</summary>
    public long Captured { get; set; }

    /// <summary>Rows written to it.</summary>
    public long Applied { get; set; }

    /// <summary>Worst lag, in seconds.</summary>
    public double LagSeconds { get; set; }

    /// <summary>Most undelivered log entries.</summary>
    public long Pending { get; set; }

    /// <summary>Errors counted in it.</summary>
    public int Errors { get; set; }

    /// <summary>Target transactions in it.</summary>
    public int Applies { get; set; }

    /// <summary>What they took together, in milliseconds.</summary>
    public double ApplyMs { get; set; }

    /// <summary>What the slowest of them took, in milliseconds.</summary>
    public double SlowestApplyMs { get; set; }
}
