using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Tests.Simulation;

/// <summary>
/// One random history on nodes of one make with the real hub: application transactions that hold rows, commit late and roll back; captures that die before the
/// deletion or come from a second worker; deliveries planned first and written later; deferrals, parked conflicts, decisions, pruning. Then quiet, and the oracles.
/// </summary>
internal sealed class Walk : IAsyncDisposable
{
    public const long FirstToken = 1000;

    private readonly SimulatedHub _hub;
    private readonly IWalkMake _make;
    private readonly Random _random;
    private readonly List<SimulatedNode> _nodes = [];
    private readonly LossOracle _oracle = new();
    private readonly IApplication _application;
    private readonly TopologySnapshot _topology;
    private readonly CancellationToken _stop;

    public Walk(SimulatedHub hub, IWalkMake make, int seed, bool routes, CancellationToken stop)
    {
        _hub = hub;
        _stop = stop;
        _random = new Random(seed);
        var names = new List<string>();
        for (var i = 0; i < _random.Next(2, 5); i++) names.Add($"n{i}");
        string[] policies = ["manual", "last-write-wins", "merge-columns", "merge-columns,last-write-wins"];
        _make = make;
        var set = SimulatedHub.Set(names, make.Tables, policies[_random.Next(policies.Length)]);
        if (routes) set = set with { Routes = WalkRoutes.Create(new Random(seed), names, make.Constraints) };
        foreach (var route in set.Routes.Values) Assert.Null(RouteRules.Refuse(set, route));
        foreach (var name in names) _nodes.Add(make.Create(name, _random, set));
        _topology = new TopologySnapshot(_nodes.ToDictionary(n => n.Info.Name, n => n.Info), new Dictionary<string, SyncSetInfo> { [SimulatedHub.SetName] = set });
        _application = make.Application(_random, _oracle);
    }

    // What a one-way database changes, or does not receive, is found as a divergence.
    private bool HasOneWay => _nodes.Exists(n => n.Route.Direction != RouteDirection.Both);

    public async Task RunAsync()
    {
        _hub.Empty();
        foreach (var node in _nodes)
        {
            await node.Connector.Installer.InstallAsync(
                new CaptureInstallation(_hub.Store.HubId, _hub.Store.Incarnation, [new(SimulatedHub.SetName, _make.Tables, 0)]), _stop);
        }

        for (var steps = _random.Next(20, 150); steps > 0; steps--) await StepAsync();
        foreach (var node in _nodes) _application.Finish(node);
        await SettleAsync();
        await CheckAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
    }

    private async Task StepAsync()
    {
        var node = _nodes[_random.Next(_nodes.Count)];
        switch (_random.Next(100))
        {
            case < 40: _application.Act(node); break;
            case < 58: await CaptureAsync(node, _random.Next(1, 7), crash: _random.Next(10) < 2); break;
            case < 61: node.HeldRead = await node.Connector.Changes.ReadAsync(_random.Next(1, 7), _stop); break;
            case < 64: await CommitHeldAsync(node); break;
            case < 74: await PlanAsync(node, _random.Next(1, 5)); break;
            case < 86: await DeliverAsync(node); break;
            case < 92: await RetryAsync(node); break;
            case < 95: await DecideAsync(); break;
            case < 96: await node.KillAsync(); break;
            default: await PruneAsync(); break;
        }
    }

    private async Task CaptureAsync(SimulatedNode node, int limit, bool crash)
    {
        var read = await node.Connector.Changes.ReadAsync(limit, _stop);
        await CommitAsync(node, read, crash);
    }

    private async Task CommitHeldAsync(SimulatedNode node)
    {
        if (node.HeldRead is not { } read) return;
        node.HeldRead = null;
        await CommitAsync(node, read, crash: false);
    }

    private async Task CommitAsync(SimulatedNode node, CaptureRead read, bool crash)
    {
        var result = await _hub.Log.CommitAsync(node.Origin, read, _topology, _stop);
        if (result.Status is not (CommitStatus.Committed or CommitStatus.Stale)) throw new SimulationFailedException($"The hub refused {node.Info.Name}: {result.Status}.");
        if (crash) await node.KillAsync();
        else if (result.Status == CommitStatus.Committed && read.Raw.Count > 0) await DeleteAsync(node, read);
    }

    private async Task DeleteAsync(SimulatedNode node, CaptureRead read)
    {
        try
        {
            await node.Connector.Changes.DeleteAsync(read, _stop);
        }
        catch (ConnectorException e) when (e.ErrorClass == ConnectorErrorClass.Transient)
        {
            // An application holds the write lock: the entries come again.
        }
    }

    private async Task PlanAsync(SimulatedNode node, int limit)
    {
        var set = _topology.Sets[SimulatedHub.SetName];
        node.State = await node.Connector.Applier.ReadStateAsync(set.Name, _stop);
        node.Plan = _hub.Planner.Plan(node.Origin, set, node.State, limit);
        node.Retry = PlanRetry(node, set, node.State);
    }

    private ApplyBatch? PlanRetry(SimulatedNode node, SyncSetInfo set, NodeState state)
    {
        var plan = _hub.Planner.PlanRetry(node.Origin, set, state);
        return plan.Lost.Count == 0 ? plan.Batch : throw new SimulationFailedException($"The head of a deferred row of {plan.Lost[0].Table} is gone.");
    }

    private async Task DeliverAsync(SimulatedNode node)
    {
        if (node.Plan is not { } plan) return;
        node.Plan = null;
        if (await ApplyAsync(node, plan.Batch) == ApplyStatus.ConstraintFailed) await ApplyAsync(node, plan.Uncoalesced);
    }

    private async Task RetryAsync(SimulatedNode node)
    {
        if (node.Retry is not { } batch) return;
        node.Retry = null;
        await ApplyAsync(node, batch);
    }

    private async Task<ApplyStatus> ApplyAsync(SimulatedNode node, ApplyBatch batch)
    {
        try
        {
            var views = RouteViews.Of(_topology.Sets[SimulatedHub.SetName]);
            var result = await node.Connector.Applier.ApplyAsync(await PartialRows.CompleteAsync(node.Connector, batch, views, _stop), _stop);
            if (result.Rows.FirstOrDefault(r => r.Deferred == DeferReason.Rejected) is { } rejected) throw new SimulationFailedException($"{node.Info.Name} refuses {rejected.Table} {rejected.Key}: {rejected.Error}");
            var divergent = result.Rows.Where(r => r.Deferred == DeferReason.Divergence)
                .Select(r => new TargetFinding(SimulatedHub.SetName, r.Table, r.Key, ConflictKind.Divergence, r.Found, batch.ExpectedApplied)).ToList();
            if (divergent.Count > 0 && (await _hub.Findings.OpenAsync(node.Info.Name, divergent, _topology, _stop)).Any(c => c.Kind == ConflictKind.Divergence) && !HasOneWay)
                throw new SimulationFailedException($"{divergent[0].Table} {divergent[0].Key} diverged on {node.Info.Name}: found {divergent[0].Found?.ToJson()}.");
            return result.Status;
        }
        catch (ConnectorException e) when (e.ErrorClass == ConnectorErrorClass.Transient)
        {
            return ApplyStatus.Stale;
        }
    }

    private async Task DecideAsync()
    {
        if (!_hub.HasOpenConflicts()) return;
        var open = await _hub.ConflictsAsync(openOnly: true, _stop);
        var conflict = open[_random.Next(open.Count)];
        if (conflict.Kind == ConflictKind.Divergence && !HasOneWay) throw new SimulationFailedException($"A divergence on {conflict.TableName} {conflict.RowKey} although nothing bypassed capture.");
        var first = _random.Next(2) == 0 ? ConflictChoice.KeepLeft : ConflictChoice.KeepRight;
        var other = first == ConflictChoice.KeepLeft ? ConflictChoice.KeepRight : ConflictChoice.KeepLeft;
        foreach (var choice in new[] { first, other })
        {
            var outcome = await _hub.Resolver.ResolveAsync(new ConflictDecision(conflict.Id, conflict.Version, choice, null, "walk", null), _topology, _stop);
            if (outcome.Status == ResolveStatus.Resolved) return;
        }

        // Neither side can stand (both broke a constraint meanwhile): the way out is an edit that refers to nothing and holds a fresh value.
        var key = RowKey.Parse(conflict.RowKey).Values[0];
        var edited = conflict.TableName switch
        {
            "labels" => SimulatedSchema.Label(key.Integer, null, _application.NextToken()),
            "names" => SimulatedSchema.Name(key, _application.NextToken()),
            _ => SimulatedSchema.Item(key.Integer, _application.NextToken(), _application.NextToken()),
        };
        await _hub.Resolver.ResolveAsync(new ConflictDecision(conflict.Id, conflict.Version, ConflictChoice.Edit, edited, "walk", null), _topology, _stop);
    }

    private async Task PruneAsync()
    {
        var states = new List<NodeState>();
        foreach (var node in _nodes.Where(n => n.Route.PinsLog)) states.Add(await node.Connector.Applier.ReadStateAsync(SimulatedHub.SetName, _stop));
        await _hub.Pruner.PruneAsync(SimulatedHub.SetName, states, DateTimeOffset.MaxValue, row => _topology.FormOf(SimulatedHub.SetName, row), _stop);
    }

    private async Task SettleAsync()
    {
        for (var round = 0; round < 120; round++)
        {
            foreach (var node in _nodes)
            {
                await CaptureAsync(node, 99, crash: false);
                await PlanAsync(node, 7);
                await DeliverAsync(node);
                await PlanAsync(node, 0);
                await RetryAsync(node);
            }

            await DecideAsync();
            if (round > 0 && await IsQuietAsync()) return;
            if (round % 10 == 9) await ReportStuckRowsAsync();
        }

        throw new SimulationFailedException("Did not come to rest.");
    }

    private async Task ReportStuckRowsAsync()
    {
        foreach (var node in _nodes)
        {
            var state = await node.Connector.Applier.ReadStateAsync(SimulatedHub.SetName, _stop);
            var findings = state.Deferred.Where(d => d.Reason is DeferReason.ForeignKey or DeferReason.UniqueKey)
                .Select(d => new TargetFinding(SimulatedHub.SetName, d.Table, d.Key, d.Reason == DeferReason.ForeignKey ? ConflictKind.ForeignKey : ConflictKind.UniqueKey, null, state.Applied));
            await _hub.Findings.OpenAsync(node.Info.Name, [.. findings], _topology, _stop);
        }
    }

    private async Task<bool> IsQuietAsync()
    {
        if (_hub.HasOpenConflicts()) return false;
        foreach (var node in _nodes)
        {
            if (!node.IsRead) return false;
            var state = await node.Connector.Applier.ReadStateAsync(SimulatedHub.SetName, _stop);
            if (state.Deferred.Count > 0 || _hub.Planner.Plan(node.Origin, _topology.Sets[SimulatedHub.SetName], state, 1) is not null) return false;
        }

        return true;
    }

    private async Task CheckAsync()
    {
        foreach (var table in _make.Tables.Select(t => t.Name)) CheckEqual(table);
        var conflicts = await _hub.ConflictsAsync(openOnly: false, _stop);
        var lost = _oracle.Check(_nodes.SelectMany(n => _make.Tables.SelectMany(t => n.Rows(t.Name))), conflicts.SelectMany(SimulatedHub.Images));
        if (lost.Count > 0) throw new SimulationFailedException(string.Join("; ", lost));
    }

    // Every row is where it belongs, nowhere else, and the same wherever two databases have it.
    private void CheckEqual(string table)
    {
        var set = _topology.Sets[SimulatedHub.SetName];
        var schema = set.Table(table)!.Schema;
        var views = RouteViews.Of(set);
        var all = _nodes.Where(n => n.Route.Receives).Select(n => (Node: n, View: views.Of(n.Info.Name, table), Rows: n.Rows(table).ToDictionary(r => schema.KeyOf(r)))).ToList();
        foreach (var (node, view, rows) in all)
        {
            foreach (var (key, row) in rows)
            {
                if (view.Admits(row) != true) throw new SimulationFailedException($"{node.Info.Name} holds {table} {key}, which its filter leaves out: {row.ToJson()}.");
                foreach (var other in all.Where(o => o.View.Admits(row) == true && !o.View.Same(o.Rows.GetValueOrDefault(key), row)))
                    throw new SimulationFailedException($"{table} {key} diverged between {node.Info.Name} and {other.Node.Info.Name}: {row.ToJson()}, {other.Rows.GetValueOrDefault(key)?.ToJson()}.");
            }
        }
    }
}
