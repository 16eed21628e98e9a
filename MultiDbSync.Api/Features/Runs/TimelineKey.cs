namespace MultiDbSync.Api.Features.Runs;

/// <summary>Which run or change stands at a place of the timeline; the other number is 0.</summary>
internal sealed class TimelineKey
{
    public DateTimeOffset At { get; init; }

    public long Run { get; init; }

    public long Change { get; init; }
}
