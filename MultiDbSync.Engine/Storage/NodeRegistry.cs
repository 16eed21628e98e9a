using Microsoft.EntityFrameworkCore;
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
            var info = topology.Nodes.GetValueOrDefault(node.Name);
            if (info is null) continue;
            var sets = topology.SetsOf(node.Name).OrderBy(s => s.Name, StringComparer.Ordinal).ToList();
            var installed = sets.Select(s => new CaptureInstallation.InstalledSet(s.Name, [.. s.Tables.Select(t => t.Schema)], s.RouteOf(node.Name).StartPosition)).ToList();
            var fingerprint = string.Join('|', sets.Select(s => Fingerprint(s, s.RouteOf(node.Name)))) + "|" + info;
            result.Add((new NodeInstallation(info, new CaptureInstallation(store.HubId, store.Incarnation, installed), fingerprint), node.Epoch));
        }

        return result;
    }

    // Progress of a first load is no other configuration, and a pause is looked up at each delivery: neither restarts the node's loops.
    private static string Fingerprint(SyncSetInfo set, RouteInfo route) =>
        $"{set.Name}:{string.Join(',', set.Tables.Select(t => TopologyReader.ToJson(t.Schema)))}:"
        + string.Join(',', route.Tables.Values.OrderBy(t => t.Agreed.Name, StringComparer.Ordinal)
            .Select(t => $"{TopologyReader.ToJson(t.Native)}{string.Join(';', t.Renamed.OrderBy(r => r.Key, StringComparer.Ordinal))}"));

    /// <summary>Nodes that are to be removed, with their epochs.</summary>
    public async Task<IReadOnlyList<(NodeInfo Node, int Epoch)>> RemovingAsync(CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        var nodes = await db.Nodes.AsNoTracking().Where(n => n.Removing).ToListAsync(cancellationToken);
        return [.. nodes.Select(n => (new NodeInfo(n.Name, n.Make, n.ConnectionString, n.Priority), n.Epoch))];
    }

    /// <summary>Forgets a node whose database is clean.</summary>
    public async Task ForgetAsync(string node, CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"DELETE FROM node_position WHERE node={node}", cancellationToken);
        await db.Database.ExecuteSqlAsync($"DELETE FROM node_deferred WHERE node={node}", cancellationToken);
        await db.Database.ExecuteSqlAsync($"DELETE FROM captured_change WHERE node={node}", cancellationToken);
        await db.Nodes.Where(n => n.Name == node).ExecuteDeleteAsync(cancellationToken);

        // With the last database gone, nobody is ahead of this hub any more.
        if (!await db.Nodes.AnyAsync(cancellationToken)) await db.Settings.Where(s => s.Name == SettingNames.HubBehind).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Says why a removal can't be finished yet.</summary>
    public async Task NoteAsync(string node, string message, CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        await db.Nodes.Where(n => n.Name == node && n.Message != message).ExecuteUpdateAsync(n => n.SetProperty(x => x.Message, message), cancellationToken);
    }
}
