using Microsoft.EntityFrameworkCore;

namespace MultiDbSync.Engine.Runtime;

/// <summary>Measures a node's clock now and then, and keeps what it found where people see it.</summary>
internal sealed class ClockWatch(NodeContext node, EngineParts parts)
{
    private const int Samples = 3;
    private static readonly TimeSpan WorthNoting = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan NoteEvery = TimeSpan.FromMinutes(5);

    private TimeSpan? _noted;
    private long _notedAt;

    /// <summary>The answer that came quickest counts: its error is the smallest.</summary>
    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        var quickest = (Asked: DateTimeOffset.MinValue, Took: TimeSpan.MaxValue, Answer: DateTimeOffset.MinValue);
        for (var i = 0; i < Samples; i++)
        {
            var (asked, start) = (parts.Clock.GetUtcNow(), parts.Clock.GetTimestamp());
            var answer = await node.Connector.ReadClockAsync(cancellationToken);
            if (parts.Clock.GetElapsedTime(start) is var took && took < quickest.Took) quickest = (asked, took, answer);
        }

        var (offset, error) = node.Clock.Take(quickest.Asked, quickest.Took, quickest.Answer);
        if (_noted is { } noted && (offset - noted).Duration() < WorthNoting && parts.Clock.GetElapsedTime(_notedAt) < NoteEvery) return;
        await using var db = parts.Store.CreateContext();
        var now = parts.Clock.GetUtcNow();
        await db.Nodes.Where(n => n.Name == node.Name).ExecuteUpdateAsync(
            n => n.SetProperty(x => x.ClockOffsetMs, (long)offset.TotalMilliseconds).SetProperty(x => x.ClockErrorMs, (long)Math.Ceiling(error.TotalMilliseconds))
                .SetProperty(x => x.ClockMeasuredAt, now),
            cancellationToken);
        (_noted, _notedAt) = (offset, parts.Clock.GetTimestamp());
    }
}
