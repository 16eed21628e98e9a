using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Routing;

internal sealed class RoutedApplier(IApplier inner, RouteMaps maps) : IApplier
{
    public async Task<NodeState> ReadStateAsync(string syncSet, CancellationToken cancellationToken) => maps.ToAgreed(syncSet, await inner.ReadStateAsync(syncSet, cancellationToken));

    public async Task<ApplyResult> ApplyAsync(ApplyBatch batch, CancellationToken cancellationToken)
    {
        var routed = new RoutedBatch(batch, maps);
        if (!routed.IsMapped) return await inner.ApplyAsync(batch, cancellationToken);
        var result = await inner.ApplyAsync(routed.Native, cancellationToken);
        if (result.Status != ApplyStatus.Applied) return result;
        var outcomes = result.Rows.Select(routed.ToAgreed).ToList();

        // The same value in another spelling is no divergence. The batch is through, and the node's generation tells whether anything was captured since.
        if (routed.Respelled(result.Rows) is not { } again) return new ApplyResult(ApplyStatus.Applied, outcomes);
        var second = await inner.ApplyAsync(again, cancellationToken);
        if (second.Status != ApplyStatus.Applied) return new ApplyResult(ApplyStatus.Applied, outcomes);
        var now = second.Rows.Select(routed.ToAgreed).ToDictionary(r => (r.Table, r.Key));
        return new ApplyResult(ApplyStatus.Applied, [.. outcomes.Select(o => now.GetValueOrDefault((o.Table, o.Key), o))]);
    }

    public Task EmptyAsync(string syncSet, string hub, long incarnation, IReadOnlyList<TableSchema> tables, CancellationToken cancellationToken) =>
        inner.EmptyAsync(syncSet, hub, incarnation, [.. tables.Select(t => maps.Native(syncSet, t))], cancellationToken);
}
