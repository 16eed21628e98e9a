using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Delivery;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Snapshots;

/// <summary>
/// Makes a database ready for its first load: with none of its loops running, capture is installed at the position that the source has received by now, and
/// its rows are deleted where they are to be replaced. Whatever its applications write from then on is captured. Cut off, it begins anew.
/// </summary>
internal sealed class LoadPreparation(EngineParts parts, LoadStore store, SyncSetInfo set, string node)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <param name="source">Null when no rows are copied.</param>
    /// <returns>The position that delivery will start behind.</returns>
    public async Task<long> RunAsync(FirstLoadMode mode, INodeConnector? source, INodeConnector target, CancellationToken cancellationToken)
    {
        await store.MarkAsync(set.Name, node, SyncRouteEntity.Preparing, cancellationToken);
        try
        {
            await StoppedAsync(cancellationToken);
            return await PrepareAsync(mode, source, target, cancellationToken);
        }
        catch (Exception e) when (e is ConnectorException or LoadWaitException)
        {
            await store.MarkAsync(set.Name, node, SyncRouteEntity.NotPrepared, cancellationToken);

            // Of the source it may only mean that its loops are yet to install their capture: that is waited for.
            if (e is ConnectorException { ErrorClass: ConnectorErrorClass.Constraint or ConnectorErrorClass.Schema } error && error.Node == node) throw new LoadEndedException(e.Message);
            throw;
        }
    }

    // A reading of the configuration that began before the mark was set may yet start the loops without the sync set: only one that began later counts.
    private async Task StoppedAsync(CancellationToken cancellationToken)
    {
        var before = parts.State.Readings.Begun;
        parts.State.Reload.Set();
        using var timer = new PeriodicTimer(Look, parts.Clock);
        var began = parts.Clock.GetTimestamp();
        while (parts.State.Readings.CarriedOut <= before || parts.State.Running.ContainsKey(node))
        {
            if (parts.Clock.GetElapsedTime(began) > parts.Options.RunPatience) throw new LoadWaitException($"{node} is still at work for its other sync sets.");
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    private async Task<long> PrepareAsync(FirstLoadMode mode, INodeConnector? source, INodeConnector target, CancellationToken cancellationToken)
    {
        var tables = new WriteOrder(set).Tables(set);
        var start = source is null ? await LastPositionAsync(cancellationToken) : StartOf(await source.Applier.ReadStateAsync(set.Name, cancellationToken));
        var topology = await parts.Store.ReadTopologyAsync(cancellationToken);

        // Without the set first: what an earlier attempt left of it begins anew.
        await target.Installer.InstallAsync(parts.Registry.InstallationOf(node, topology), cancellationToken);
        await target.Installer.InstallAsync(parts.Registry.InstallationOf(node, topology, (set.Name, start)), cancellationToken);
        if (mode == FirstLoadMode.Replace) await target.Applier.EmptyAsync(set.Name, parts.Store.HubId, parts.Store.Incarnation, tables, cancellationToken);
        var estimates = new List<(string Table, long Rows)>();
        if (source is not null)
            foreach (var table in tables) estimates.Add((table.Name, await source.Rows.EstimateAsync(table, cancellationToken)));
        if (!await store.PreparedAsync(set.Name, node, start, estimates, cancellationToken))
        {
            throw new LoadWaitException(
                $"{source?.Node.Name} has left rows alone for longer than the hub keeps its log (open conflicts, refused rows). Settle them, or choose another database to copy from.");
        }

        return start;
    }

    /// <summary>What the source's rows hold at least: everything it has received, but for the rows that it left alone.</summary>
    private static long StartOf(NodeState state) => Math.Max(0, state.Deferred.Select(d => d.Position - 1).Append(state.Applied).Min());

    private async Task<long> LastPositionAsync(CancellationToken cancellationToken) => await parts.Log.WriteAsync(
        session => session.Number("SELECT seq FROM sqlite_sequence WHERE name='hub_log'") ?? 0, cancellationToken);
}
