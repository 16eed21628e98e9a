using Microsoft.Extensions.Logging;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Metrics;

/// <summary>Pushes each second's figures and keeps them for the charts: every second while something happens, else every ten.</summary>
internal sealed class MetricsRecorder(EngineParts parts, StatusReporter status)
{
    private const int IdleSeconds = 10;

    // What is read is written elsewhere a few milliseconds later: both are told together, and a burst no more often than this.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(160);

    private readonly ILogger _logger = parts.Loggers.CreateLogger<MetricsRecorder>();
    private readonly NodeFigureBook _book = new();
    private readonly Dictionary<string, long> _errors = new(StringComparer.Ordinal);
    private SetFigures _applies = SetFigures.None;
    private (long Captured, long Applied, long Errors, long Conflicts) _last;
    private (long Captured, long Applied) _second;
    private int _open;
    private DateTimeOffset _kept;
    private DateTimeOffset _before;

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var session = await HubSession.OpenAsync(parts.Store, cancellationToken);
        _last = Read(session);
        _second = (_last.Captured, _last.Applied);
        _kept = _before = parts.Clock.GetUtcNow();
        await Repeat.EveryAsync(TimeSpan.FromSeconds(1), "metrics", token => StepAsync(session, token), parts.Clock, _logger, cancellationToken);
    }

    /// <summary>Pushes what the second under way holds so far, as soon as something is read or written; until cancelled.</summary>
    public async Task TellActivityAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (!await parts.State.Activity.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken)) continue;
            await Task.Delay(Gather, parts.Clock, cancellationToken);
            var (captured, applied) = Counted();
            var now = parts.Clock.GetUtcNow();
            parts.Events.Publish(new SyncEvent(
                SyncEventKind.Metrics, now, OpenConflicts: _open,
                Metrics: new MetricPoint(now, Math.Max(0, captured - Interlocked.Read(ref _second.Captured)), Math.Max(0, applied - Interlocked.Read(ref _second.Applied)), status.LagSeconds, status.Pending, _open, 0, 0)
                {
                    IsPartial = true,
                }));
            await Task.Delay(Rest, parts.Clock, cancellationToken);
        }
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
        Interlocked.Exchange(ref _second.Captured, current.Captured);
        Interlocked.Exchange(ref _second.Applied, current.Applied);
        _open = open;
        var figures = Figures();
        _applies = _applies.Plus(figures);
        parts.Events.Publish(new SyncEvent(
            SyncEventKind.Metrics, now, OpenConflicts: open,
            Metrics: new MetricPoint(now, captured / seconds, applied / seconds, status.LagSeconds, status.Pending, open, conflicts, errors)
            {
                ApplySeconds = figures.Applies == 0 ? 0 : figures.ApplyMs / figures.Applies / 1000,
                SlowestApplySeconds = figures.SlowestApplyMs / 1000,
                Applies = figures.Applies,
            }));
        var rows = _book.Take(now);
        if (captured + applied + errors + conflicts + rows.Count == 0 && (now - _kept).TotalSeconds < IdleSeconds) return;
        await using var db = parts.Store.CreateContext();
        await db.WriteAsync(
            new MetricEntity
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
                Applies = _applies.Applies,
                ApplyMs = _applies.ApplyMs,
                SlowestApplyMs = _applies.SlowestApplyMs,
            },
            rows, cancellationToken);
        _applies = SetFigures.None;
        _kept = now;
    }

    private SetFigures Figures()
    {
        var all = SetFigures.None;
        foreach (var node in parts.State.Nodes.Values)
        {
            foreach (var (set, figures) in node.Health.Figures.Take())
            {
                _book.Count(set, node.Name, figures);
                all = all.Plus(figures);
            }

            // A node that was started anew counts from zero.
            var errors = node.Health.Errors;
            _book.Count(node.Name, (int)Math.Max(0, errors - Math.Min(errors, _errors.GetValueOrDefault(node.Name))));
            _errors[node.Name] = errors;
        }

        foreach (var backlog in status.Backlogs) _book.Look(backlog);
        return all;
    }

    private (long Captured, long Applied, long Errors, long Conflicts) Read(HubSession session) => (
        Counted().Captured,
        Counted().Applied,
        parts.State.Nodes.Values.Sum(n => n.Health.Errors),
        session.Number("SELECT value FROM counters WHERE name='conflicts'") ?? 0);

    private (long Captured, long Applied) Counted() => (parts.State.Nodes.Values.Sum(n => n.Health.Captured), parts.State.Nodes.Values.Sum(n => n.Health.Applied));
}
