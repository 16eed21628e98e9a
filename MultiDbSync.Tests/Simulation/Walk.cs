namespace MultiDbSync.Tests.Simulation;

/// <summary>
/// One history on nodes of one make with the real hub: application transactions that hold rows, commit late and roll back; captures that die or come from a
/// second worker; deliveries planned first and written later or twice; members that come and go; decisions, pauses, wrong clocks, pruning. Then quiet, and the
/// oracles. Of one thread, and the same whenever it is run.
/// </summary>
internal sealed class Walk : IAsyncDisposable
{
    public const long FirstToken = 1000;

    private static readonly int[] Seconds = [0, 0, 0, 1, 1, 5, 60];

    private readonly WalkWorld _world;
    private readonly WalkWorker _worker;
    private readonly WalkPeople _people;
    private readonly WalkChanges _changes;
    private readonly WalkQuiet _quiet;
    private readonly WalkChecks _checks;

    /// <param name="trace">Takes the lines that tell the walk.</param>
    public Walk(WalkHub hub, IWalkMake make, WalkPlan plan, List<string>? trace, CancellationToken stop)
    {
        _world = new WalkWorld(hub, make, plan, trace, stop);
        _worker = new WalkWorker(_world, new PolicyOracle(_world));
        _people = new WalkPeople(_world);
        _changes = new WalkChanges(_world, _worker);
        _quiet = new WalkQuiet(_world, _worker, _people);
        _checks = new WalkChecks(_world);
    }

    public async Task RunAsync()
    {
        foreach (var node in _world.Members) await _changes.InstallAsync(node, 0);
        foreach (var step in _world.Plan.Steps) await StepAsync(step);
        foreach (var node in _world.Members) _world.Application.Finish(node);
        _changes.GoOn();
        await _quiet.SettleAsync();
        if (_world.Bypassed.Count > 0)
        {
            BypassSteps.TouchAll(_world);
            await _quiet.SettleAsync();
        }

        _checks.Run();
        await _changes.PruneAsync();
        _checks.CheckDrained();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private async Task StepAsync(WalkStep step)
    {
        _world.Random.Begin(step.Number, step.Seed);
        _world.Hub.Clock.Advance(TimeSpan.FromSeconds(Seconds[_world.Random.Next(Seconds.Length)]));
        var node = step.Node < _world.Nodes.Count ? _world.Nodes[step.Node] : null;
        if (_world.Trace is not null) _world.Tell($"{step.Number}. {step.Kind} {WalkWorld.Name(step.Node)} at {_world.Hub.Clock.GetUtcNow():HH:mm:ss}");
        if (step.Kind == StepKind.Join) await _changes.JoinAsync(step.Node);
        else if (node is not null) await StepAsync(step.Kind, node);
    }

    private async Task RestAsync()
    {
        for (var round = 0; round < 2; round++)
        {
            foreach (var node in _world.Members)
            {
                if (!node.IsRead) await _worker.CaptureAsync(node, 99);
                await _worker.PlanAsync(node, 99);
                await _worker.DeliverAsync(node);
                await _worker.PlanAsync(node, 0);
                await _worker.RetryAsync(node);
            }
        }

        await _changes.PruneAsync();
    }

    private async Task StepAsync(StepKind kind, SimulatedNode node)
    {
        var limit = 1 + _world.Random.Next(6);
        switch (kind)
        {
            case StepKind.Write: _world.Application.Act(node); break;
            case StepKind.Capture: await _worker.CaptureAsync(node, limit); break;
            case StepKind.CaptureAndDie: await _worker.CaptureAsync(node, limit, dies: true); break;
            case StepKind.HubDies: await _worker.CaptureWhileHubDiesAsync(node, limit); break;
            case StepKind.Read: await _worker.ReadAsync(node, limit); break;
            case StepKind.CommitRead: await _worker.CommitHeldAsync(node); break;
            case StepKind.Plan: await _worker.PlanAsync(node, 1 + _world.Random.Next(4)); break;
            case StepKind.Deliver: await _worker.DeliverAsync(node); break;
            case StepKind.DeliverAndDie: await _worker.DeliverAsync(node, dies: true); break;
            case StepKind.DeliverAgain: await _worker.DeliverAgainAsync(node); break;
            case StepKind.Retry: await _worker.RetryAsync(node); break;
            case StepKind.Decide: await _people.DecideAsync(); break;
            case StepKind.Die: await node.KillAsync(); break;
            case StepKind.Prune: await _changes.PruneAsync(); break;
            case StepKind.Rest: await RestAsync(); break;
            case StepKind.Pause: _changes.Pause(node); break;
            case StepKind.Leave: await _changes.LeaveAsync(node); break;
            case StepKind.SetClock: _changes.SetClock(node); break;
            case StepKind.MeasureClock: _world.MeasureClock(node); break;
            case StepKind.Bypass: BypassSteps.Write(_world, node); break;
            default: throw new InvalidOperationException($"{kind} is no step of a node.");
        }
    }
}
