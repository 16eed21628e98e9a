using Microsoft.EntityFrameworkCore;

namespace MultiDbSync.Engine.Runtime;

/// <summary>Measures a node's clock now and then, and keeps what it found where people see it.</summary>
internal sealed class ClockWatch(NodeContext node, EngineParts parts)
{
    private static readonly TimeSpan WorthNoting = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan NoteEvery = TimeSpan.FromMinutes(5);

    private TimeSpan? _noted;
    private long _notedAt;

    /// <summary>Measures once.</summary>
    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        var measured = await ClockMeasurement.TakeAsync(node.Connector, parts.Clock, cancellationToken);
        node.Clock.Take(measured);
        var (offset, error) = (measured.Offset, measured.Error);
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
