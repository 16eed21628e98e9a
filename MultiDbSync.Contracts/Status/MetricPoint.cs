namespace MultiDbSync.Contracts.Status;

/// <summary>One second or bucket of the dashboard's charts.</summary>
/// <param name="CapturedPerSecond">Changes accepted from databases, per second.</param>
/// <param name="AppliedPerSecond">Rows written to databases, per second.</param>
/// <param name="LagSeconds">Worst lag in the bucket, in seconds.</param>
public sealed record MetricPoint(
    DateTimeOffset At,
    double CapturedPerSecond,
    double AppliedPerSecond,
    double LagSeconds,
    long PendingChanges,
    int OpenConflicts,
    int ConflictsDetected,
    int Errors)
{
    /// <summary>What a target transaction took on average, in seconds; 0 where there was none.</summary>
    public double ApplySeconds { get; init; }

    /// <summary>What the slowest target transaction took, in seconds.</summary>
    public double SlowestApplySeconds { get; init; }

    /// <summary>Target transactions.</summary>
    public int Applies { get; init; }

    /// <summary>The second is not over: what has been done in it so far, ahead of the point that will hold all of it.</summary>
    public bool IsPartial { get; init; }
}
