using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.HubLog;

namespace MultiDbSync.Tests.Simulation;

/// <summary>The end of a walk: nobody writes any more, everything goes on until nothing is left to do.</summary>
internal sealed class WalkQuiet(WalkWorld world, WalkWorker worker, WalkPeople people)
{
    private const int MostRounds = 400;
    private const int MostIdle = 5;
    private const int FirstNumber = 10_000;

    private readonly Dictionary<SimulatedNode, NodeMark> _done = [];
    private int _steps;

    public async Task SettleAsync()
    {
        var idle = 0;
        for (var round = 0; round < MostRounds; round++)
        {
            world.Random.Begin(FirstNumber + ++_steps, world.Plan.Seed + _steps);
            var moved = false;
            foreach (var node in world.Members.ToList()) moved |= await MoveAsync(node);
            if (world.Hub.HasOpenConflicts())
            {
                await people.DecideAsync();
                continue;
            }

            if (moved)
            {
                idle = 0;
                continue;
            }

            if (await IsQuietAsync()) return;

            // What a constraint keeps waiting although nothing moves any more is for people.
            var before = world.Hub.Changes;
            await ReportStuckRowsAsync();
            idle = world.Hub.Changes == before ? idle + 1 : 0;
            if (idle > MostIdle) break;
            _done.Clear();
        }

        throw new SimulationFailedException($"Did not come to rest: {await WaitingAsync()}");
    }

    // False when the node, the hub and what the node's worker could do are as they were after its last turn.
    private async Task<bool> MoveAsync(SimulatedNode node)
    {
        if (_done.TryGetValue(node, out var mark) && mark == await MarkAsync(node)) return false;
        var before = await MarkAsync(node);
        if (!node.IsRead) await worker.CaptureAsync(node, 99);
        await worker.PlanAsync(node, 7);
        await worker.DeliverAsync(node);
        await worker.PlanAsync(node, 0);
        await worker.RetryAsync(node);
        var after = await MarkAsync(node);
        _done[node] = after;
        return before != after;
    }

    private async Task<NodeMark> MarkAsync(SimulatedNode node)
    {
        var state = await node.Connector.Applier.ReadStateAsync(SimulatedHub.SetName, world.Stop);
        return new NodeMark(world.Hub.Changes, state.Applied, state.Captured, state.Deferred.Count, node.IsRead);
    }

    private async Task ReportStuckRowsAsync()
    {
        foreach (var node in world.Members)
        {
            var state = await node.Connector.Applier.ReadStateAsync(SimulatedHub.SetName, world.Stop);
            var findings = state.Deferred.Where(d => d.Reason is DeferReason.ForeignKey or DeferReason.UniqueKey)
                .Select(d => new TargetFinding(SimulatedHub.SetName, d.Table, d.Key, d.Reason == DeferReason.ForeignKey ? ConflictKind.ForeignKey : ConflictKind.UniqueKey, null, state.Applied)).ToList();
            if (findings.Count > 0) await world.Hub.Findings.OpenAsync(node.Info.Name, node.Connector.Rows, findings, world.Topology, world.Stop);
        }
    }

    private async Task<bool> IsQuietAsync()
    {
        if (world.Hub.HasOpenConflicts()) return false;
        foreach (var node in world.Members)
            if (!await IsQuietAsync(node)) return false;
        return true;
    }

    private async Task<bool> IsQuietAsync(SimulatedNode node)
    {
        if (!node.IsRead) return false;
        var state = await node.Connector.Applier.ReadStateAsync(SimulatedHub.SetName, world.Stop);
        return state.Deferred.Count == 0 && world.Hub.Planner.Plan(node.Origin, world.Set, state, 1) is null;
    }

    private async Task<string> WaitingAsync()
    {
        var waiting = new List<string>();
        foreach (var node in world.Members)
        {
            var state = await node.Connector.Applier.ReadStateAsync(SimulatedHub.SetName, world.Stop);
            waiting.Add($"{node.Info.Name} at {state.Applied}{(node.IsRead ? "" : ", not read")}{string.Concat(state.Deferred.Select(d => $", {d.Table} {d.Key} {d.Reason}"))}");
        }

        return string.Join("; ", waiting);
    }

    private readonly record struct NodeMark(long HubChanges, long Applied, long Captured, int Deferred, bool IsRead);
}
