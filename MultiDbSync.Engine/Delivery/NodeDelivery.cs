using System.Diagnostics;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Diagnostics;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Delivery;

/// <summary>Brings hub changes to one node, one target transaction a step.</summary>
/// <param name="beforeWriting">What the node needs before rows are written.</param>
internal sealed class NodeDelivery(
    INodeConnector node, DeliveryPlanner planner, TimeProvider clock, Func<SyncSetInfo, IReadOnlyList<ApplyRow>, CancellationToken, Task>? beforeWriting = null)
{
    private const int BatchLimit = 5000;

    /// <summary>Delivers the next batch of a sync set.</summary>
    public async Task<DeliveryOutcome> StepAsync(Origin self, SyncSetInfo set, CancellationToken cancellationToken)
    {
        var state = await node.Applier.ReadStateAsync(set.Name, cancellationToken);
        if (planner.Plan(self, set, state, BatchLimit) is not { } plan)
            return new DeliveryOutcome(0, 0, planner.CanPlan(self, set, state) ? ApplyStatus.Applied : ApplyStatus.Stale, [], state);
        // Only its own changes: its position moves on, and there is nothing to show.
        using var activity = plan.Batch.Rows.Count == 0 ? null : Start(plan, self, set);
        if (beforeWriting is not null) await beforeWriting(set, plan.Batch.Rows, cancellationToken);
        var views = RouteViews.Of(set);
        var began = clock.GetTimestamp();
        var result = await ApplyAsync(plan.Batch, views, cancellationToken);
        if (result.Status == ApplyStatus.ConstraintFailed)
        {
            SyncTelemetry.Retries.Add(1, new KeyValuePair<string, object?>("mds.node", self.Node));
            result = await ApplyAsync(plan.Uncoalesced, views, cancellationToken);
        }

        var took = clock.GetElapsedTime(began);
        var written = result.Rows.Count(r => r.Written);
        activity?.SetTag("mds.rows", written).SetTag("mds.status", result.Status.ToString());
        if (result.Status == ApplyStatus.Applied) Measure(plan, self, set, written);
        return new DeliveryOutcome(plan.Entries, written, result.Status, Findings(set, plan.Batch, result, state), state) { Rejected = Rejected(result), IsLast = plan.IsLast, Took = plan.Batch.Rows.Count == 0 ? null : took };
    }

    /// <summary>Brings deferred rows to their heads where nothing stands in the way any more.</summary>
    public async Task<DeliveryOutcome> RetryAsync(Origin self, SyncSetInfo set, CancellationToken cancellationToken)
    {
        var state = await node.Applier.ReadStateAsync(set.Name, cancellationToken);
        var plan = planner.PlanRetry(self, set, state);
        if (plan.Batch is not { } batch) return new DeliveryOutcome(0, 0, ApplyStatus.Applied, [], state) { Lost = plan.Lost };
        using var activity = SyncTelemetry.Source.StartActivity("retry deferred rows", ActivityKind.Consumer, default(ActivityContext));
        activity?.SetTag("mds.node", self.Node).SetTag("mds.set", set.Name).SetTag("mds.rows", batch.Rows.Count);
        if (beforeWriting is not null) await beforeWriting(set, batch.Rows, cancellationToken);
        var result = await ApplyAsync(batch, RouteViews.Of(set), cancellationToken);
        return new DeliveryOutcome(batch.Rows.Count, result.Rows.Count(r => r.Written), result.Status, Findings(set, batch, result, state), state) { Lost = plan.Lost, Rejected = Rejected(result) };
    }

    private async Task<ApplyResult> ApplyAsync(ApplyBatch batch, RouteViews views, CancellationToken cancellationToken) =>
        await node.Applier.ApplyAsync(await PartialRows.CompleteAsync(node, batch, views, cancellationToken), cancellationToken);

    private static List<RowOutcome> Rejected(ApplyResult result) => [.. result.Rows.Where(r => r.Deferred == DeferReason.Rejected).Select(r => r with { Error = r.Error ?? PartialRows.Unknown })];

    private static List<TargetFinding> Findings(SyncSetInfo set, ApplyBatch batch, ApplyResult result, NodeState state) =>
        [.. from row in result.Rows
            let kind = row.Deferred switch
            {
                DeferReason.Divergence => ConflictKind.Divergence,
                DeferReason.ForeignKey => ConflictKind.ForeignKey,
                DeferReason.UniqueKey => ConflictKind.UniqueKey,
                _ => (ConflictKind?)null,
            }
            where kind is not null
            select new TargetFinding(set.Name, row.Table, row.Key, kind.Value, row.Found, state.Applied)
            {
                Wanted = kind == ConflictKind.UniqueKey ? batch.Rows.LastOrDefault(r => r.Table.Name == row.Table && r.Key.Equals(row.Key))?.After : null,
            }];

    // One change is one trace from its capture to every target; a batch that mixes captures belongs to the first and links to the others.
    private static Activity? Start(DeliveryPlan plan, Origin self, SyncSetInfo set)
    {
        var contexts = plan.Traces.Select(t => ActivityContext.TryParse(t, null, isRemote: true, out var c) ? c : default).Where(c => c != default).ToList();
        var activity = SyncTelemetry.Source.StartActivity(
            $"apply {self.Node}", ActivityKind.Consumer, contexts.FirstOrDefault(), links: contexts.Skip(1).Take(100).Select(c => new ActivityLink(c)));
        return activity?.SetTag("mds.node", self.Node).SetTag("mds.set", set.Name).SetTag("mds.entries", plan.Entries);
    }

    private void Measure(DeliveryPlan plan, Origin self, SyncSetInfo set, int written)
    {
        var tags = new TagList { { "mds.node", self.Node }, { "mds.set", set.Name } };
        SyncTelemetry.Applied.Add(written, tags);
        SyncTelemetry.BatchSize.Record(plan.Batch.Rows.Count, tags);
        SyncTelemetry.Lag.Record(Math.Max(0, (clock.GetUtcNow() - plan.OldestAcceptedAt).TotalSeconds), tags);
    }
}
