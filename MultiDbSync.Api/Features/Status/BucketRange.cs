namespace MultiDbSync.Api.Features.Status;

/// <summary>Whole buckets of a window. A point stands for the bucket that ends at its time, as the worker's intervals do; so charts don't jitter.</summary>
/// <param name="First">Number of the bucket before the first one.</param>
/// <param name="Last">Number of the last one.</param>
internal sealed record BucketRange(long First, long Last, int Seconds)
{
    public long Length => Seconds * 1000L;

    public long From => First * Length;

    public long To => Last * Length;

    public int Count => (int)(Last - First);

    public static BucketRange Of(MetricsWindow window, DateTimeOffset now)
    {
        var last = now.ToUnixTimeMilliseconds() / (window.BucketSeconds * 1000L);
        return new BucketRange(last - window.Minutes * 60L / window.BucketSeconds, last, window.BucketSeconds);
    }

    public DateTimeOffset At(long number) => DateTimeOffset.FromUnixTimeMilliseconds(number * Length);
}
