using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Runtime;

/// <summary>A run's durable progress: written to the hub store and pushed, at most twice a second.</summary>
public sealed class RunProgress(HubStore store, RunEntity run, IEventSink events, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private long _written;

    /// <summary>The run.</summary>
    public RunEntity Run { get; } = run;

    /// <summary>Of a first load: how far its tables are.</summary>
    public LoadProgress? Load { get; set; }

    /// <summary>Notes how far the run is.</summary>
    public async Task ReportAsync(int percent, CancellationToken cancellationToken)
    {
        var due = _written == 0 || clock.GetElapsedTime(_written) >= Interval;
        if (percent == Run.Percent && Load is null && Run.Status == RunStatus.Running) return;
        Run.Percent = Math.Clamp(percent, 0, 100);
        if (due) await SaveAsync(cancellationToken);
    }

    /// <summary>Writes the run as it is and pushes it.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        _written = clock.GetTimestamp();
        await using var db = store.CreateContext();
        db.Runs.Update(Run);
        await db.SaveChangesAsync(cancellationToken);
        events.Publish(new SyncEvent(SyncEventKind.Run, clock.GetUtcNow(), Run.SyncSet, Run: Run.ToSummary() with { Load = Load }));
    }
}
