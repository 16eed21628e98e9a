using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Delivery;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Runtime;

/// <summary>Delivers to one node whenever the hub log grows, and at every poll; retries its deferred rows.</summary>
internal sealed class DeliveryLoop(NodeContext node, EngineState state, NodeDelivery delivery, TargetFindings findings, DeadLetterBook letters, IEventSink events, SyncOptions options, TimeProvider clock)
{
    public const string DeliveryName = "delivery";

    private const int MissesAllowed = 3;
    private const int RestPerRetry = 30;

    private readonly Dictionary<(string Set, string Table, string Key), DateTimeOffset> _waiting = [];
    private readonly HashSet<(string Set, string Table, string Key)> _refused = [];
    private readonly Dictionary<string, int> _missed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long At, TimeSpan Took)> _retryCost = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _hasLetters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Applied, long Captured, int Deferred, DateTimeOffset At)> _lastRetry = new(StringComparer.Ordinal);

    /// <summary>One wait and everything that is there to deliver after it.</summary>
    public async Task RoundAsync(CancellationToken cancellationToken)
    {
        var signalled = await node.Deliver.WaitAsync(options.DeliveryPoll, cancellationToken);
        if (!node.MayReceive) return;
        foreach (var set in state.Topology.SetsOf(node.Name))
        {
            if (!state.Delivers(set) || !set.RouteOf(node.Name).Receives) continue;
            while (await StepAsync(set, cancellationToken))
            {
                // Until the node has everything.
            }

            await RetryAsync(set, signalled, cancellationToken);
        }

        node.Health.Online(DeliveryName, clock.GetUtcNow());
    }

    private async Task<bool> StepAsync(SyncSetInfo set, CancellationToken cancellationToken)
    {
        var outcome = await InTurnAsync(set.Name, () => delivery.StepAsync(node.Origin, set, cancellationToken), cancellationToken);
        Note(set, outcome);
        await letters.NoteAsync(set.Name, node.Name, outcome.State.Applied, outcome.Rejected, cancellationToken);
        await OpenAsync(outcome.Findings.Where(f => f.Kind == ConflictKind.Divergence), cancellationToken);
        return outcome.Entries > 0 && !(outcome.IsLast && outcome.Status == ApplyStatus.Applied);
    }

    // On a node that is written to all the time, each capture would make a large batch stale: after some misses capture waits for one.
    private async Task<DeliveryOutcome> InTurnAsync(string syncSet, Func<Task<DeliveryOutcome>> step, CancellationToken cancellationToken)
    {
        var holds = _missed.GetValueOrDefault(syncSet) >= MissesAllowed;
        if (holds) await node.Turn.WaitAsync(cancellationToken);
        try
        {
            var outcome = await step();
            _missed[syncSet] = outcome.Status == ApplyStatus.Stale ? _missed.GetValueOrDefault(syncSet) + 1 : 0;
            return outcome;
        }
        finally
        {
            if (holds) node.Turn.Release();
        }
    }

    // A retry that changed nothing is not repeated before something moved, or a while has passed.
    private async Task RetryAsync(SyncSetInfo set, bool signalled, CancellationToken cancellationToken)
    {
        // Many rows that wait, for people as a rule, must not slow those that go on.
        if (_retryCost.TryGetValue(set.Name, out var cost) && clock.GetElapsedTime(cost.At) < cost.Took * RestPerRetry) return;
        var began = clock.GetTimestamp();
        await RetryNowAsync(set, signalled, cancellationToken);
        _retryCost[set.Name] = (clock.GetTimestamp(), clock.GetElapsedTime(began));
    }

    private async Task RetryNowAsync(SyncSetInfo set, bool signalled, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var current = await node.Connector.Applier.ReadStateAsync(set.Name, cancellationToken);
        node.Health.Progress(set.Name, current.Applied, current.Deferred.Count);
        await KeepLettersAsync(set.Name, current, cancellationToken);
        if (current.Deferred.Count == 0)
        {
            _lastRetry.Remove(set.Name);
            Forget(set.Name, []);
            return;
        }

        if (!signalled && _lastRetry.TryGetValue(set.Name, out var last) && last.Applied == current.Applied && last.Captured == current.Captured
            && last.Deferred == current.Deferred.Count && now - last.At < options.Sweep) return;
        var outcome = await InTurnAsync(set.Name, () => delivery.RetryAsync(node.Origin, set, cancellationToken), cancellationToken);
        _lastRetry[set.Name] = (current.Applied, current.Captured, current.Deferred.Count, now);
        Note(set, outcome);
        await letters.NoteAsync(set.Name, node.Name, outcome.State.Applied, outcome.Rejected, cancellationToken);
        foreach (var lost in outcome.Lost) node.Health.Attention($"A row of {lost.Table} was left alone and the hub does not know its value any more: compare {node.Name} with the others.");
        Forget(set.Name, outcome.Findings);
        await OpenAsync(outcome.Findings.Where(f => f.Kind == ConflictKind.Divergence).Concat(Overdue(outcome.Findings, now)), cancellationToken);
    }

    // Letters of rows that were written after all, or wait for another reason now, go. The store is asked only where there may be one.
    private async Task KeepLettersAsync(string syncSet, NodeState state, CancellationToken cancellationToken)
    {
        if (_hasLetters.GetValueOrDefault(syncSet, true) || state.Deferred.Any(d => d.Reason == DeferReason.Rejected))
            _hasLetters[syncSet] = await letters.KeepAsync(syncSet, node.Name, state.Deferred, cancellationToken) > 0;
    }

    // A row that no longer waits begins anew when it waits again.
    private void Forget(string syncSet, IReadOnlyList<TargetFinding> stillWaiting)
    {
        foreach (var place in _waiting.Keys.Where(p => p.Set == syncSet && !stillWaiting.Any(f => f.Table == p.Table && f.Key.Text == p.Key)).ToList()) _waiting.Remove(place);
    }

    private List<TargetFinding> Overdue(IReadOnlyList<TargetFinding> found, DateTimeOffset now)
    {
        var overdue = new List<TargetFinding>();
        foreach (var finding in found.Where(f => f.Kind is ConflictKind.ForeignKey or ConflictKind.UniqueKey))
        {
            // What it waits for may be a row of a table that rests.
            if (RestingTables.HoldUp(state.Topology.Sets[finding.SyncSet], node.Name, finding.Table)) continue;
            var place = (finding.SyncSet, finding.Table, finding.Key.Text);
            if (_waiting.TryAdd(place, now) || now - _waiting[place] < options.ConstraintPatience) continue;
            overdue.Add(finding);
        }

        return overdue;
    }

    private void Note(SyncSetInfo set, DeliveryOutcome outcome)
    {
        if (outcome.Status == ApplyStatus.WrongHub) throw new NodeRefusedException($"{node.Name} belongs to another hub. Remove it there, or restore the right hub store.");
        node.Health.Progress(set.Name, outcome.State.Applied, outcome.State.Deferred.Count);
        node.Health.Count(0, outcome.Written);
        if (outcome.Written > 0) state.Activity.Set();
        if (outcome.Took is { } took) node.Health.Figures.Applied(set.Name, outcome.Written, took);
        foreach (var row in outcome.Rejected)
        {
            if (_refused.Add((set.Name, row.Table, row.Key.Text))) EngineLog.RowRefused(node.Logger, node.Name, row.Table, row.Error ?? "no reason given");
            node.Health.Note($"{node.Name} refuses a row of {row.Table}: {row.Error} The row waits; all others go on.");
        }
    }

    private async Task OpenAsync(IEnumerable<TargetFinding> found, CancellationToken cancellationToken)
    {
        var list = found.ToList();
        if (list.Count == 0) return;
        foreach (var conflict in await findings.OpenAsync(node.Name, node.Connector.Rows, list, state.Topology, cancellationToken))
        {
            Diagnostics.SyncTelemetry.ConflictsOpened.Add(1, new KeyValuePair<string, object?>("mds.kind", conflict.Kind.ToString()));
            events.Publish(new SyncEvent(SyncEventKind.Conflict, clock.GetUtcNow(), conflict.SyncSet, ConflictId: conflict.Id));
        }
    }
}
