using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Runtime;

/// <summary>
/// A node's clock against the hub's. Conflicts are found without any clock; where a policy asks which side was later, it is asked of times that are corrected
/// by this. Measured by one loop, read by others.
/// </summary>
internal sealed class NodeClock
{
    private ClockMeasurement _last = new(TimeSpan.Zero, TimeSpan.MaxValue);

    /// <summary>The node's clock minus the hub's; zero where the measurement can't tell them apart.</summary>
    public TimeSpan Offset => Volatile.Read(ref _last) is var last && last.Offset.Duration() > last.Error ? last.Offset : TimeSpan.Zero;

    /// <summary>Takes a measurement.</summary>
    public void Take(ClockMeasurement measured) => Volatile.Write(ref _last, measured);

    /// <summary>The read with its times by the hub's clock. Nothing was changed later than now.</summary>
    public CaptureRead Correct(CaptureRead read, DateTimeOffset now)
    {
        var offset = Offset;
        return offset == TimeSpan.Zero && read.Entries.All(e => e.At <= now)
            ? read
            : read with { Entries = [.. read.Entries.Select(e => e with { At = e.At - offset > now ? now : e.At - offset })] };
    }
}
