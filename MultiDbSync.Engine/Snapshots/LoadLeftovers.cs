using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Delivery;
using MultiDbSync.Engine.Routing;

namespace MultiDbSync.Engine.Snapshots;

/// <summary>
/// Rows that the loaded database did not take at first: they waited for a parent, an application held them, a unique value stood in the way. They are read
/// again at the source and tried again until none moves; what is left then gets its place in the hub's log, and the ordinary path goes on with it.
/// </summary>
internal sealed class LoadLeftovers(LoadScope scope, RowLoader loader, ParentPlanner parents, FirstLoadMode mode)
{
    private const int AtOnce = 100_000;
    private const int BatchSize = 1000;
    private const int AdoptSize = 500;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await RoundAsync(cancellationToken))
        {
            // Until none moves.
        }

        foreach (var rows in (await ReadAsync(cancellationToken)).Chunk(AdoptSize))
        {
            if (await scope.Ledger.AdoptAsync(rows, scope.Running.Origin, cancellationToken) > 0) scope.Parts.State.Signal(scope.Set.Name);
        }
    }

    // True when something moved.
    private async Task<bool> RoundAsync(CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(cancellationToken);
        if (rows.Count == 0) return false;
        var moved = false;
        foreach (var batch in (await parents.PlanAsync(rows, cancellationToken)).Batches(BatchSize))
            moved |= (await loader.WriteAsync(batch, cancellationToken)).Any(o => o.Deferred is null);
        return moved;
    }

    private async Task<IReadOnlyList<LoadRow>> ReadAsync(CancellationToken cancellationToken)
    {
        // What an application there changed is at the hub by then, and counts as its own.
        await HubKnowledge.OfNowAsync(scope.Parts.State, scope.RunningTarget, cancellationToken);
        var state = await scope.Target.Applier.ReadStateAsync(scope.Set.Name, cancellationToken);
        var rows = new List<LoadRow>();
        foreach (var deferred in state.Deferred)
        {
            if (scope.Set.Table(deferred.Table) is { } table && !(mode == FirstLoadMode.Merge && deferred.Reason == DeferReason.Divergence))
                rows.Add(new LoadRow(table.Schema, deferred.Key, null));
        }

        var wanted = scope.Ledger.LeaveOutOwn(rows);
        rows = [];
        var views = RouteViews.Of(scope.Set);
        foreach (var row in wanted.Take(AtOnce))
            rows.Add(row with { Image = views.Of(scope.Node, row.Table.Name).Project(await scope.Source.Rows.FindAsync(row.Table, row.Key, cancellationToken)) });
        await HubKnowledge.OfNowAsync(scope.Parts.State, scope.Running, cancellationToken);
        return rows;
    }
}
