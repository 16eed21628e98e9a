using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Engine.Capture;
using MultiDbSync.Engine.Diagnostics;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Runtime;

/// <summary>Reads one node whenever it signals, and at every sweep.</summary>
internal sealed class CaptureLoop(NodeContext node, EngineState state, HubLog.HubLog log, NodeRegistry registry, IEventSink events, SyncOptions options, TimeProvider clock)
{
    public const string CaptureName = "capture";

    private readonly NodeCapture _capture = new(node.Connector, log);
    private bool _checked;
    private int _stale;

    /// <summary>One wait and everything that is there to read after it.</summary>
    public async Task RoundAsync(CancellationToken cancellationToken)
    {
        var check = !_checked || !await WaitAsync(cancellationToken);
        while (true)
        {
            var outcome = await _capture.StepAsync(node.Origin, state.Topology, check, OnCommitted, cancellationToken);
            node.Health.Online(CaptureName, clock.GetUtcNow());
            await JudgeAsync(outcome.Result.Status, cancellationToken);
            if (outcome.Result.Status == CommitStatus.Committed)
            {
                _checked = true;
                node.Checked.TrySetResult();
            }

            if (outcome.Result.Status != CommitStatus.Committed) return;
            if (outcome.Entries == 0)
            {
                node.Health.WasRead();
                return;
            }

            check = false;
        }
    }

    private async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var changes = node.Connector.Changes.WaitAsync(options.Sweep, either.Token);
        var sweep = node.Sweep.WaitAsync(options.Sweep, either.Token);
        var first = await Task.WhenAny(changes, sweep);
        await either.CancelAsync();
        var noticed = await first;
        Task both = Task.WhenAll(changes, sweep);
        await both.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return noticed && first == changes;
    }

    private void OnCommitted(CommitResult result)
    {
        foreach (var set in result.Grown) state.Signal(set);
        node.Health.Count(result.Accepted, 0);
        SyncTelemetry.Captured.Add(result.Accepted, new KeyValuePair<string, object?>("mds.node", node.Name));
        if (result.Settled > 0) SyncTelemetry.ConflictsSettled.Add(result.Settled);
        Announce(result.OpenedConflicts);
        if (result.OpenedConflicts.Count == 0 && result.Settled + result.Joined > 0) events.Publish(new SyncEvent(SyncEventKind.Conflict, clock.GetUtcNow()));
    }

    private void Announce(IReadOnlyList<OpenedConflict> opened)
    {
        foreach (var conflict in opened)
        {
            SyncTelemetry.ConflictsOpened.Add(1, new KeyValuePair<string, object?>("mds.kind", conflict.Kind.ToString()));
            events.Publish(new SyncEvent(SyncEventKind.Conflict, clock.GetUtcNow(), conflict.SyncSet, ConflictId: conflict.Id));
        }
    }

    // Another worker's commit makes a read stale for once; a node whose numbers went back stays behind what the hub has.
    private async Task JudgeAsync(CommitStatus status, CancellationToken cancellationToken)
    {
        _stale = status == CommitStatus.Stale ? _stale + 1 : 0;
        if (_stale >= 2)
        {
            node.Origin = node.Origin with { Epoch = await registry.BeginEpochAsync(node.Name, cancellationToken) };
            await log.ResetNodeAsync(node.Name, _capture.LastRead!, state.Topology, cancellationToken);
            node.Health.Attention($"{node.Name} went back to an earlier state (restored or replaced). What it lacks is delivered again; compare it with the others.");
            EngineLog.NodeWentBack(node.Logger, node.Name, node.Origin.Epoch);
            _stale = 0;
        }

        if (status == CommitStatus.WrongHub) throw new NodeRefusedException($"{node.Name} belongs to another hub. Remove it there, or restore the right hub store.");
        if (status == CommitStatus.NodeAhead)
        {
            state.Halted = true;
            throw new NodeRefusedException("A database is ahead of this hub: the hub store was restored from a backup. Synchronisation rests so that nothing is overwritten; see docs/operations.md.");
        }
    }
}
