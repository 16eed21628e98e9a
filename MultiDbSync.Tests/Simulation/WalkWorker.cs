using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Routing;

namespace MultiDbSync.Tests.Simulation;

/// <summary>Capture and delivery of a walk's nodes, step by step as the worker's loops do them.</summary>
internal sealed class WalkWorker(WalkWorld world, PolicyOracle policies)
{
    public async Task CaptureAsync(SimulatedNode node, int limit, bool dies = false) => await CommitAsync(node, await FetchAsync(node, limit), dies);

    public async Task CaptureWhileHubDiesAsync(SimulatedNode node, int limit)
    {
        var read = await FetchAsync(node, limit);
        await world.Hub.DieBeforeCommitAsync(() => world.Hub.Log.CommitAsync(node.Origin, read, world.Topology, world.Stop));
        foreach (var other in world.Members) await other.KillAsync();
    }

    public async Task ReadAsync(SimulatedNode node, int limit) => node.HeldRead = await FetchAsync(node, limit);

    public async Task CommitHeldAsync(SimulatedNode node)
    {
        if (node.HeldRead is not { } read) return;
        node.HeldRead = null;
        await CommitAsync(node, read, dies: false);
    }

    public async Task PlanAsync(SimulatedNode node, int limit)
    {
        node.State = await node.Connector.Applier.ReadStateAsync(world.Set.Name, world.Stop);
        node.Plan = limit > 0 ? world.Hub.Planner.Plan(node.Origin, world.Set, node.State, limit) : null;
        node.Retry = PlanRetry(node, node.State);
    }

    public async Task DeliverAsync(SimulatedNode node, bool dies = false)
    {
        if (node.Plan is not { } plan) return;
        (node.Plan, node.Delivered) = (null, plan);
        if (await ApplyAsync(node, plan.Batch, dies) == ApplyStatus.ConstraintFailed) await ApplyAsync(node, plan.Uncoalesced, dies);
        if (dies) await node.KillAsync();
    }

    /// <summary>A plan comes a second time.</summary>
    public async Task DeliverAgainAsync(SimulatedNode node)
    {
        if (node.Delivered is not { } plan) return;
        if (await ApplyAsync(node, plan.Batch, dies: false) == ApplyStatus.ConstraintFailed) await ApplyAsync(node, plan.Uncoalesced, dies: false);
    }

    public async Task RetryAsync(SimulatedNode node)
    {
        if (node.Retry is not { } batch) return;
        node.Retry = null;
        await ApplyAsync(node, batch, dies: false);
    }

    private async Task<CaptureRead> FetchAsync(SimulatedNode node, int limit) =>
        node.Measured.Correct(await node.Connector.Changes.ReadAsync(limit, world.Stop), world.Hub.Clock.GetUtcNow());

    private ApplyBatch? PlanRetry(SimulatedNode node, NodeState state)
    {
        if (state.Deferred.Count == 0) return null;
        var plan = world.Hub.Planner.PlanRetry(node.Origin, world.Set, state);
        return plan.Lost.Count == 0 ? plan.Batch : throw new SimulationFailedException($"The head of a deferred row of {plan.Lost[0].Table} is gone.");
    }

    private async Task CommitAsync(SimulatedNode node, CaptureRead read, bool dies)
    {
        var before = world.Hub.LastConflict();
        var result = await world.Hub.Log.CommitAsync(node.Origin, read, world.Topology, world.Stop);
        if (result.Status is not (CommitStatus.Committed or CommitStatus.Stale)) throw new SimulationFailedException($"The hub refused {node.Info.Name}: {result.Status}.");
        if (world.Trace is not null && read.Entries.Count > 0)
            world.Tell($"  the hub takes {read.Entries.Count} entries of {node.Info.Name}: {result.Status}, accepted {result.Accepted}, equal {result.EqualResults}, settled {result.Settled}, opened {result.OpenedConflicts.Count}, joined {result.Joined}");
        if (result.Settled > 0) policies.Check(world.Hub.Conflicts(after: before));
        if (dies) await node.KillAsync();
        else if (result.Status == CommitStatus.Committed && read.Raw.Count > 0) await DeleteAsync(node, read);
    }

    private async Task DeleteAsync(SimulatedNode node, CaptureRead read)
    {
        try
        {
            await node.Connector.Changes.DeleteAsync(read, world.Stop);
        }
        catch (ConnectorException e) when (e.ErrorClass == ConnectorErrorClass.Transient)
        {
            // An application holds the write lock: the entries come again.
        }
    }

    private async Task<ApplyStatus> ApplyAsync(SimulatedNode node, ApplyBatch batch, bool dies)
    {
        try
        {
            var whole = await PartialRows.CompleteAsync(node.Connector, batch, RouteViews.Of(world.Set), world.Stop);
            var result = await node.Connector.Applier.ApplyAsync(whole, world.Stop);
            if (world.Trace is not null) TellOutcome(node, whole, result);

            // A row whose columns the hub can't tell yet waits for the entry that makes it whole, and must have it in the end.
            if (result.Rows.FirstOrDefault(r => r is { Deferred: DeferReason.Rejected, Error: not null }) is { } rejected) throw new SimulationFailedException($"{node.Info.Name} refuses {rejected.Table} {rejected.Key}: {rejected.Error}");
            if (!dies) await FindAsync(node, batch, result);
            return result.Status;
        }
        catch (ConnectorException e) when (e.ErrorClass == ConnectorErrorClass.Transient)
        {
            return ApplyStatus.Stale;
        }
    }

    private async Task FindAsync(SimulatedNode node, ApplyBatch batch, ApplyResult result)
    {
        List<TargetFinding>? found = null;
        foreach (var row in result.Rows.Where(r => r.Deferred == DeferReason.Divergence))
            (found ??= []).Add(new TargetFinding(SimulatedHub.SetName, row.Table, row.Key, ConflictKind.Divergence, row.Found, batch.ExpectedApplied));
        if (found is null) return;
        var opened = await world.Hub.Findings.OpenAsync(node.Info.Name, node.Connector.Rows, found, world.Topology, world.Stop);
        var diverged = opened.Where(c => c.Kind == ConflictKind.Divergence).Select(c => c.Id).ToHashSet();
        if (diverged.Count > 0 && world.Hub.Conflicts(openOnly: true).Any(c => diverged.Contains(c.Id) && !world.MayDiverge(c.Table, c.Key)))
            throw new SimulationFailedException($"{found[0].Table} {found[0].Key} diverged on {node.Info.Name}: found {found[0].Found?.ToJson()}.");
    }

    private void TellOutcome(SimulatedNode node, ApplyBatch batch, ApplyResult result)
    {
        world.Tell($"  {node.Info.Name} is brought from {batch.ExpectedApplied} to {batch.UpTo}: {result.Status}");
        foreach (var row in result.Rows)
            world.Tell($"    {row.Table} {row.Key} -> {(row.Deferred is { } reason ? $"left alone ({reason})" : batch.Rows.Last(r => r.Table.Name == row.Table && r.Key.Equals(row.Key)).After?.ToJson() ?? "deleted")}");
    }
}
