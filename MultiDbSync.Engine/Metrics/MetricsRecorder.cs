using Microsoft.Extensions.Logging;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Runtime;

/// <summary>Pushes each second's figures and keeps them for the charts: every second while something happens, else every ten.</summary>
internal sealed class MetricsRecorder(EngineParts parts, StatusReporter status)
{
    /// <summary>Age after which figures are dropped.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(31);

    private const int IdleSeconds = 10;

    private readonly ILogger _logger = parts.Loggers.CreateLogger<MetricsRecorder>();
    private (long Captured, long Applied, long Errors, long Conflicts) _last;
    private DateTimeOffset _kept;
    private DateTimeOffset _before;

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var session = await HubSession.OpenAsync(parts.Store, cancellationToken);
        _last = Read(session);
        _kept = _before = parts.Clock.GetUtcNow();
        await Repeat.EveryAsync(TimeSpan.FromSeconds(1), "metrics", token => StepAsync(session, token), parts.Clock, _logger, cancellationToken);
    }

    private async Task StepAsync(HubSession session, CancellationToken cancellationToken)
    {
        var now = parts.Clock.GetUtcNow();
        var seconds = (now - _before).TotalSeconds;
        if (seconds < 0.1) return;
        _before = now;
        var current = Read(session);
        var open = (int)(session.Number("SELECT count(*) FROM data_conflicts WHERE status='Open'") ?? 0);
        var (captured, applied) = (Math.Max(0, current.Captured - _last.Captured), Math.Max(0, current.Applied - _last.Applied));
        var (errors, conflicts) = ((int)Math.Max(0, current.Errors - _last.Errors), (int)(current.Conflicts - _last.Conflicts));
        _last = current;
        parts.Events.Publish(new SyncEvent(
            SyncEventKind.Metrics, now, OpenConflicts: open,
            Metrics: new MetricPoint(now, captured / seconds, applied / seconds, status.LagSeconds, status.Pending, open, conflicts, errors)));
        if (captured + applied + errors + conflicts == 0 && (now - _kept).TotalSeconds < IdleSeconds) return;
        await using var db = parts.Store.CreateContext();
        db.Metrics.Add(new MetricEntity
        {
            At = now.ToUnixTimeMilliseconds(),
            Seconds = captured + applied == 0 ? (now - _kept).TotalSeconds : seconds,
            Captured = captured,
            Applied = applied,
            LagSeconds = status.LagSeconds,
            Pending = status.Pending,
            OpenConflicts = open,
            ConflictsDetected = conflicts,
            Errors = errors,
        });
        await db.SaveChangesAsync(cancellationToken);
        _kept = now;
    }

    private (long Captured, long Applied, long Errors, long Conflicts) Read(HubSession session) => (
        parts.State.Nodes.Values.Sum(n => n.Health.Captured),
        parts.State.Nodes.Values.Sum(n => n.Health.Applied),
        parts.State.Nodes.Values.Sum(n => n.Health.Errors),
        session.Number("SELECT value FROM counters WHERE name='conflicts'") ?? 0);
}
