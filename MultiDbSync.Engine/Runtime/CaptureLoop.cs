using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Engine.Capture;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Diagnostics;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Runtime;

/// <summary>Reads one node whenever it signals, and at every sweep.</summary>
internal sealed class CaptureLoop(NodeContext node, EngineState state, HubLog.HubLog log, IEventSink events, SyncOptions options, TimeProvider clock,
    Func<CaptureRead, CancellationToken, Task<TopologySnapshot>>? beforeCommit = null)
{
    public const string CaptureName = "capture";

    private readonly NodeCapture _capture = new(node.Connector, log, beforeCommit, read => node.Clock.Correct(read, clock.GetUtcNow()));
    private bool _checked;

    /// <summary>One wait and everything that is there to read after it.</summary>
    public async Task RoundAsync(CancellationToken cancellationToken)
    {
        var check = !_checked || !await WaitAsync(cancellationToken);
        while (true)
        {
            var outcome = await StepAsync(check, cancellationToken);
            node.Health.Online(CaptureName, clock.GetUtcNow());
            await JudgeAsync(outcome.Result.Status, cancellationToken);

            // Delivery has waited for the deletion of what the hub has taken.
            if (outcome.Entries > 0) node.Deliver.Set();
            if (outcome.Result.Status != CommitStatus.Committed) return;
            if (outcome.Entries == 0)
            {
                node.Health.WasRead();
                return;
            }

            check = false;
        }
    }

    private async Task<CaptureOutcome> StepAsync(bool check, CancellationToken cancellationToken)
    {
        await node.Turn.WaitAsync(cancellationToken);
        try
        {
            var number = node.Watch.Begin();
            var outcome = await _capture.StepAsync(node.Origin, state.Topology, check, OnCommitted, cancellationToken);
            if (outcome.Complete && outcome.Result.Status == CommitStatus.Committed) node.Watch.Taken(number);
            return outcome;
        }
        finally
        {
            node.Turn.Release();
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
        if (result.Accepted > 0) state.Activity.Set();
        foreach (var (set, accepted) in result.AcceptedBySet) node.Health.Figures.Captured(set, accepted);
        SyncTelemetry.Captured.Add(result.Accepted, new KeyValuePair<string, object?>("mds.node", node.Name));
        if (result.Settled > 0) SyncTelemetry.ConflictsSettled.Add(result.Settled);
        Announce(result.OpenedConflicts);
        if (result.OpenedConflicts.Count == 0 && result.Settled + result.Joined + result.Released > 0) events.Publish(new SyncEvent(SyncEventKind.Conflict, clock.GetUtcNow()));
    }

    private void Announce(IReadOnlyList<OpenedConflict> opened)
    {
        foreach (var conflict in opened)
        {
            SyncTelemetry.ConflictsOpened.Add(1, new KeyValuePair<string, object?>("mds.kind", conflict.Kind.ToString()));
            events.Publish(new SyncEvent(SyncEventKind.Conflict, clock.GetUtcNow(), conflict.SyncSet, ConflictId: conflict.Id));
        }
    }

    private async Task JudgeAsync(CommitStatus status, CancellationToken cancellationToken)
    {
        var agrees = status == CommitStatus.Committed;
        if (agrees && !node.MayReceive) node.Deliver.Set();
        _checked = node.MayReceive = agrees;
        switch (status)
        {
            case CommitStatus.Stale:
                await ReconsiderAsync(cancellationToken);
                break;
            case CommitStatus.WrongHub:
                throw new NodeRefusedException($"{node.Name} belongs to another hub. Remove it there, or restore the right hub store.");
            case CommitStatus.NodeAhead:
                state.Halted = true;
                throw new NodeRefusedException("A database is ahead of this hub: the hub store was restored from a backup. Synchronisation rests so that nothing is overwritten; see docs/operations.md.");
        }
    }

    // Another worker may have been quicker. Only a read made after a belief that nobody has changed since tells that the node itself went back.
    private async Task ReconsiderAsync(CancellationToken cancellationToken)
    {
        var belief = await log.BeliefAsync(node.Name, cancellationToken);
        var read = await _capture.ReadAsync(cancellationToken);
        var reset = await log.ResetNodeAsync(node.Origin, belief, read, state.Topology, cancellationToken);
        node.Origin = node.Origin with { Epoch = reset.Epoch };
        if (reset.BehindLog)
            throw new NodeRefusedException($"{node.Name} lacks changes that the hub log no longer keeps. Remove it, make its rows equal to those of another database, and add it again.");
        if (!reset.WentBack) return;
        node.Health.Attention($"{node.Name} went back to an earlier state (restored or replaced). What it lacks is delivered again; compare it with the others.");
        EngineLog.NodeWentBack(node.Logger, node.Name, reset.Epoch);
    }
}
