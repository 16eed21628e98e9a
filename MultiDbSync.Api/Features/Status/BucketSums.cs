namespace MultiDbSync.Api.Features.Status;

/// <summary>A bucket of metrics as the store summed it.</summary>
internal sealed class BucketSums
{
    public static BucketSums Nothing { get; } = new() { LastAt = -1 };

    public long Number { get; init; }

    public long Captured { get; init; }

    public long Applied { get; init; }

    public double LagSeconds { get; init; }

    public long Pending { get; init; }

    public int ConflictsDetected { get; init; }

    public int Errors { get; init; }

    public int Applies { get; init; }

    public double ApplyMs { get; init; }

    public double SlowestApplyMs { get; init; }

    /// <summary>End of its last interval, unix milliseconds.</summary>
    public long LastAt { get; init; }
}
