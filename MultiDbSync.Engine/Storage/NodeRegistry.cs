using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Storage;

/// <summary>Databases as registered in the hub store, as the worker runs them.</summary>
internal sealed class NodeRegistry(HubStore store)
{
    /// <summary>Nodes to run, with what to capture on each.</summary>
    public async Task<IReadOnlyList<(NodeInstallation Installation, int Epoch)>> EnabledAsync(TopologySnapshot topology, CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        var nodes = await db.Nodes.AsNoTracking().Where(n => n.Enabled && !n.Removing).ToListAsync(cancellationToken);
        var result = new List<(NodeInstallation, int)>();
        foreach (var node in nodes)
        {
            // A database that leaves a set runs again once it has left. One that is being prepared for a set is left alone: what is captured of it before its rows are as they shall be is not meant.
            var sets = topology.SetsOf(node.Name).OrderBy(s => s.Name, StringComparer.Ordinal).ToList();
            if (topology.Nodes.GetValueOrDefault(node.Name) is not { } info || sets.Exists(s => IsBeingPrepared(s.RouteOf(node.Name)) || s.RouteOf(node.Name).State == RouteState.Leaving)) continue;
            var fingerprint = string.Join('|', sets.Where(s => s.RouteOf(node.Name).IsPrepared).Select(s => Fingerprint(s, s.RouteOf(node.Name)))) + "|" + info;
            result.Add((new NodeInstallation(info, InstallationOf(node.Name, topology), fingerprint), node.Epoch));
        }

        return result;
    }

    /// <summary>What is to be captured on a node.</summary>
    /// <param name="joining">A set that is being prepared there, with the position that its rows will correspond to.</param>
    public CaptureInstallation InstallationOf(string node, TopologySnapshot topology, (string SyncSet, long StartPosition)? joining = null) => new(
        store.HubId, store.Incarnation,
        [.. from set in topology.SetsOf(node).OrderBy(s => s.Name, StringComparer.Ordinal)
            let route = set.RouteOf(node)
            where route.IsPrepared || set.Name == joining?.SyncSet
            select new CaptureInstallation.InstalledSet(
                set.Name, [.. set.Tables.Select(t => t.Schema).Where(t => route.Tables.GetValueOrDefault(t.Name) is not { IsAbsent: true })], set.Name == joining?.SyncSet ? joining.Value.StartPosition : route.StartPosition)]);

    private static bool IsBeingPrepared(RouteInfo route) => route is { State: RouteState.Loading, StartPosition: SyncRouteEntity.Preparing };

    // Progress of a first load is no other configuration, and a pause is looked up at each delivery: neither restarts the node's loops.
    private static string Fingerprint(SyncSetInfo set, RouteInfo route) =>
        $"{set.Name}:{string.Join(',', set.Tables.Select(t => TopologyReader.ToJson(t.Schema)))}:"
        + string.Join(',', route.Tables.Values.OrderBy(t => t.Agreed.Name, StringComparer.Ordinal)
            .Select(t => $"{t.IsAbsent}{TopologyReader.ToJson(t.Native)}{string.Join(';', t.Renamed.OrderBy(r => r.Key, StringComparer.Ordinal))}"));

    /// <summary>Nodes that are to be removed, with their epochs.</summary>
    public async Task<IReadOnlyList<(NodeInfo Node, int Epoch)>> RemovingAsync(CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        var nodes = await db.Nodes.AsNoTracking().Where(n => n.Removing).ToListAsync(cancellationToken);
        return [.. nodes.Select(n => (new NodeInfo(n.Name, n.Make, n.ConnectionString, n.Priority), n.Epoch))];
    }

    /// <summary>Forgets that a node belonged to a set. Its conflicts stay on record, and so do its numbers, which nobody else is given.</summary>
    public async Task ForgetMembershipAsync(string syncSet, string node, CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"DELETE FROM node_position WHERE node={node} AND sync_set={syncSet}", cancellationToken);
        await db.Database.ExecuteSqlAsync($"DELETE FROM node_deferred WHERE node={node} AND sync_set={syncSet}", cancellationToken);
        await db.Database.ExecuteSqlAsync($"DELETE FROM captured_change WHERE node={node} AND sync_set={syncSet}", cancellationToken);
        var membership = SettingNames.Membership(syncSet, node);
        var settings = SettingNames.OfLoads.Select(kept => kept + membership).ToList();
        await db.Settings.Where(s => settings.Contains(s.Name)).ExecuteDeleteAsync(cancellationToken);
        await db.LoadTables.Where(t => t.SyncSet == syncSet && t.Node == node).ExecuteDeleteAsync(cancellationToken);
        await db.RouteTables.Where(t => t.SyncSet == syncSet && t.Node == node).ExecuteDeleteAsync(cancellationToken);
        await db.SyncRoutes.Where(r => r.SyncSet == syncSet && r.Node == node).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Forgets a node whose database is clean.</summary>
    public async Task ForgetAsync(string node, CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"DELETE FROM node_position WHERE node={node}", cancellationToken);
        await db.Database.ExecuteSqlAsync($"DELETE FROM node_deferred WHERE node={node}", cancellationToken);
        await db.Database.ExecuteSqlAsync($"DELETE FROM captured_change WHERE node={node}", cancellationToken);
        var suffix = SettingNames.Membership("", node);
        foreach (var prefix in SettingNames.OfLoads)
            await db.Settings.Where(s => s.Name.StartsWith(prefix) && s.Name.EndsWith(suffix)).ExecuteDeleteAsync(cancellationToken);
        await db.IdentityBlocks.Where(b => b.Node == node).ExecuteDeleteAsync(cancellationToken);
        await db.Nodes.Where(n => n.Name == node).ExecuteDeleteAsync(cancellationToken);

        // With the last database gone, nobody is ahead of this hub any more.
        if (!await db.Nodes.AnyAsync(cancellationToken)) await db.Settings.Where(s => s.Name == SettingNames.HubBehind).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Forgets what the log holds of sync sets that are no more. To be called once no loop of theirs runs.</summary>
    public async Task ForgetSetsAsync(TopologySnapshot topology, CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        var known = await db.Database.SqlQuery<string>($"SELECT DISTINCT sync_set AS Value FROM node_position").ToListAsync(cancellationToken);
        foreach (var set in known.Where(s => !topology.Sets.ContainsKey(s)))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await db.Database.ExecuteSqlAsync($"DELETE FROM hub_log WHERE sync_set={set}", cancellationToken);
            await db.Database.ExecuteSqlAsync($"DELETE FROM row_head WHERE sync_set={set}", cancellationToken);
            await db.Database.ExecuteSqlAsync($"DELETE FROM head_value WHERE sync_set={set}", cancellationToken);
            await db.Database.ExecuteSqlAsync($"DELETE FROM parked_row WHERE sync_set={set}", cancellationToken);
            await db.Database.ExecuteSqlAsync($"DELETE FROM node_deferred WHERE sync_set={set}", cancellationToken);
            await db.Database.ExecuteSqlAsync($"DELETE FROM captured_change WHERE sync_set={set}", cancellationToken);
            await db.Database.ExecuteSqlAsync($"DELETE FROM node_position WHERE sync_set={set}", cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <summary>Says why a database can't be started; it runs, and says so, once that is mended.</summary>
    public async Task NeedsAttentionAsync(string node, string message, CancellationToken cancellationToken)
    {
        const string attention = nameof(Contracts.Databases.DatabaseState.Attention);
        await using var db = store.CreateContext();
        await db.Nodes.Where(n => n.Name == node && (n.Message != message || n.State != attention))
            .ExecuteUpdateAsync(n => n.SetProperty(x => x.State, attention).SetProperty(x => x.Message, message), cancellationToken);
    }

    /// <summary>Says why a removal can't be finished yet.</summary>
    public async Task NoteAsync(string node, string message, CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        await db.Nodes.Where(n => n.Name == node && n.Message != message).ExecuteUpdateAsync(n => n.SetProperty(x => x.Message, message), cancellationToken);
    }
}
