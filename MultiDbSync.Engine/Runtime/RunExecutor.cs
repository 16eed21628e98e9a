using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Engine.Diagnostics;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Runtime;

/// <summary>
/// Takes queued runs from the hub store, one after the other per sync set (first loads apart: they may last), and goes on with those that a killed worker
/// left running.
/// </summary>
internal sealed class RunExecutor(EngineParts parts, IEnumerable<IRunHandler> handlers)
{
    private readonly ILogger _logger = parts.Loggers.CreateLogger<RunExecutor>();
    private readonly WakeUp _queued = new();
    private readonly Dictionary<long, Task> _running = [];

    /// <summary>A run was queued: look at once.</summary>
    public void Notice() => _queued.Set();

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await StartQueuedAsync(cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                EngineLog.LoopFailed(_logger, "runs", e);
            }

            await _queued.WaitAsync(parts.Options.ConfigurationPoll, cancellationToken);
        }
    }

    private async Task StartQueuedAsync(CancellationToken cancellationToken)
    {
        foreach (var (id, _) in _running.Where(r => r.Value.IsCompleted).ToList()) _running.Remove(id);
        await using var db = parts.Store.CreateContext();
        var due = await db.Runs.AsNoTracking().Where(r => r.Status == RunStatus.Queued || r.Status == RunStatus.Running).OrderBy(r => r.Id).ToListAsync(cancellationToken);
        var busy = due.Where(r => _running.ContainsKey(r.Id)).Select(LaneOf).ToHashSet();
        foreach (var run in due.Where(r => !_running.ContainsKey(r.Id)))
        {
            if (busy.Add(LaneOf(run))) _running.Add(run.Id, Task.Run(() => ExecuteAsync(run, cancellationToken), cancellationToken));
        }
    }

    // Somebody may have cancelled it since it was listed. One that goes on after a worker was stopped began when it began.
    private async Task<bool> TakeAsync(RunEntity run, string? trace, CancellationToken cancellationToken)
    {
        (run.Status, run.StartedAt, run.TraceId, run.Attempts) = (RunStatus.Running, run.StartedAt ?? parts.Clock.GetUtcNow(), trace, run.Attempts + 1);
        await using var db = parts.Store.CreateContext();
        return await db.Runs.Where(r => r.Id == run.Id && (r.Status == RunStatus.Queued || r.Status == RunStatus.Running))
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.Status, RunStatus.Running), cancellationToken) > 0;
    }

    private static (string SyncSet, bool IsLoad) LaneOf(RunEntity run) => (run.SyncSet, run.Kind == RunKind.FirstLoad);

    private async Task ExecuteAsync(RunEntity run, CancellationToken cancellationToken)
    {
        using var activity = SyncTelemetry.Source.StartActivity($"run {run.Kind}", ActivityKind.Internal, default(ActivityContext));
        activity?.SetTag("mds.set", run.SyncSet).SetTag("mds.run", run.Id);
        var progress = new RunProgress(parts.Store, run, parts.Events, parts.Clock);
        try
        {
            if (!await TakeAsync(run, activity?.TraceId.ToString(), cancellationToken)) return;
            await progress.SaveAsync(cancellationToken);
            var handler = handlers.FirstOrDefault(h => h.Handles(run.Kind)) ?? throw new InvalidOperationException($"Nothing handles runs of kind {run.Kind}.");
            (run.Status, run.Message) = await handler.ExecuteAsync(progress, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The worker stops. The run stays as it is in the store, and the next worker goes on with it.
            return;
        }
        catch (Exception e)
        {
            EngineLog.LoopFailed(_logger, "run", e);
            (run.Status, run.Message) = (RunStatus.Failed, e.Message);
        }

        run.FinishedAt = parts.Clock.GetUtcNow();
        if (run.Status is RunStatus.Succeeded) run.Percent = 100;
        EngineLog.RunEnded(_logger, run.Id, run.SyncSet, run.Status.ToString());
        await progress.SaveAsync(cancellationToken);
    }
}
