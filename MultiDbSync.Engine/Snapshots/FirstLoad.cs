using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Delivery;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Snapshots;

/// <summary>
/// The first load of one database: prepare, copy each table in chunks, settle what was left over, take in what only the newcomer has (merge), let it take part,
/// deliver what happened meanwhile, compare. Each step is durable once done: a worker that is killed goes on where it stopped, and a database that is away is waited for.
/// </summary>
internal sealed class FirstLoad(EngineParts parts, LoadStore store, RunProgress progress, string node)
{
    private const int CopiedPercent = 90;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private TimeSpan _pause = ShortestPause;

    private string SetName => progress.Run.SyncSet;

    public async Task<(RunStatus Status, string? Message)> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await AttemptAsync(cancellationToken);
            }
            catch (Exception e) when (e is LoadWaitException or ConnectorException)
            {
                var reason = e is ConnectorException { Node: var where } ? $"{where}: {e.Message}" : e.Message;
                if (progress.Run.Message != reason)
                {
                    progress.Run.Message = reason;
                    await progress.SaveAsync(cancellationToken);
                }
            }

            await Task.Delay(_pause, parts.Clock, cancellationToken);
            _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        }
    }

    private async Task<(RunStatus Status, string? Message)> AttemptAsync(CancellationToken cancellationToken)
    {
        var topology = await parts.Store.ReadTopologyAsync(cancellationToken);
        if (await store.FindAsync(SetName, node, cancellationToken) is not var (route, tables) || !topology.Sets.TryGetValue(SetName, out var set))
            throw new LoadEndedException($"{node} no longer belongs to {SetName}.");
        if (route.State == RouteState.Active)
        {
            (progress.Load, progress.Run.Applied) = (route.ToProgress(tables), tables.Sum(t => t.Copied));
            return await new LoadFinish(parts, store, progress, set, route).RunAsync(cancellationToken);
        }

        await RestIfPausedAsync(route, tables, cancellationToken);
        await using var target = parts.Connectors.Create(topology.Nodes[node], topology);
        if (route.LoadMode == FirstLoadMode.SchemaOnly)
        {
            if (route.StartPosition < 0) await new LoadPreparation(parts, store, set, node).RunAsync(route.LoadMode, null, target, cancellationToken);
        }
        else
        {
            await LoadAsync(set, route, tables, topology, target, cancellationToken);
        }

        await store.ActivateAsync(SetName, node, cancellationToken);
        parts.State.Topology = await parts.Store.ReadTopologyAsync(cancellationToken);
        parts.State.Signal(SetName);
        return await AttemptAsync(cancellationToken);
    }

    private async Task LoadAsync(
        SyncSetInfo set, SyncRouteEntity route, List<LoadTableEntity> tables, TopologySnapshot topology, INodeConnector target, CancellationToken cancellationToken)
    {
        var running = SourceOf(set, route);
        await using var source = parts.Connectors.Create(running.Connector.Node, topology);
        if (route.StartPosition < 0)
        {
            route.StartPosition = await new LoadPreparation(parts, store, set, node).RunAsync(route.LoadMode, source, target, cancellationToken);
            tables = (await store.FindAsync(SetName, node, cancellationToken))?.Tables ?? throw new LoadEndedException($"{node} no longer belongs to {SetName}.");
        }

        await CheckSourceAsync(source, route, cancellationToken);
        await using var session = await HubSession.OpenAsync(parts.Store, cancellationToken);
        var scope = new LoadScope(parts, set, node, route.StartPosition, running, source, target, new LoadLedger(parts, session, set, node, route.StartPosition));
        var parents = new ParentPlanner(set, target.Rows);
        var loader = new RowLoader(scope, new DeadLetterBook(parts.Store, parts.Clock));
        await ReportAsync(route, tables, cancellationToken);
        foreach (var table in new WriteOrder(set).Tables(set))
        {
            if (tables.Find(t => t.TableName == table.Name) is not { Done: false } begun) continue;
            await new TableCopy(scope, table, loader, parents, store).RunAsync(begun, () => ReportAsync(route, tables, cancellationToken), cancellationToken);
        }

        await new LoadLeftovers(scope, loader, parents, route.LoadMode).RunAsync(cancellationToken);
        if (route.LoadMode == FirstLoadMode.Merge) await new MergeIntake(scope).RunAsync(cancellationToken);
    }

    private NodeContext SourceOf(SyncSetInfo set, SyncRouteEntity route)
    {
        var name = route.LoadSource ?? throw new LoadWaitException("No database to copy from was chosen.");
        if (name == node || !set.ActiveNodes.Contains(name)) throw new LoadWaitException($"{name} no longer belongs to {set.Name}. Choose another database to copy from.");
        return parts.State.Nodes.GetValueOrDefault(name) ?? throw new LoadWaitException($"{name} does not run now. Switch it on, or choose another database to copy from.");
    }

    // One that was chosen later must have received what the first one had when the load began.
    private static async Task CheckSourceAsync(INodeConnector source, SyncRouteEntity route, CancellationToken cancellationToken)
    {
        var state = await source.Applier.ReadStateAsync(route.SyncSet, cancellationToken);
        if (state.Applied < route.StartPosition || state.Deferred.Any(d => d.Position <= route.StartPosition))
            throw new LoadWaitException($"{source.Node.Name} lacks changes that the load began with. It goes on once it has them.");
    }

    // Behind a chunk that is written and counted, or before anything has begun: the same as a worker that was stopped there.
    private async Task RestIfPausedAsync(SyncRouteEntity route, List<LoadTableEntity> tables, CancellationToken cancellationToken)
    {
        if (await store.PausedByAsync(SetName, node, cancellationToken) is not { } by) return;
        progress.Load = route.ToProgress(tables) with { PausedBy = by };
        throw new LoadWaitException($"Paused by {by}. Copying goes on where it stopped once somebody resumes it.");
    }

    private async Task ReportAsync(SyncRouteEntity route, List<LoadTableEntity> tables, CancellationToken cancellationToken)
    {
        _pause = ShortestPause;
        var load = route.ToProgress(tables);
        (progress.Load, progress.Run.Applied, progress.Run.Message) = (load, load.Copied, null);
        await progress.ReportAsync(load.Estimated == 0 ? CopiedPercent : (int)(CopiedPercent * load.Copied / load.Estimated), cancellationToken);
        if (load.Copying) await RestIfPausedAsync(route, tables, cancellationToken);
    }
}
