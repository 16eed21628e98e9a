using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Runtime;

/// <summary>
/// Takes a database out of a sync set: what its applications committed up to now goes to the others, then its triggers for the set are taken out, then the hub
/// forgets the membership. Cut off in between, it begins again; nothing is lost by doing a step twice.
/// </summary>
/// <param name="captureLast">Takes what the database has captured and the hub does not have yet; false when not all of it could be taken.</param>
internal sealed class MembershipEnd(EngineParts parts, Func<INodeConnector, int, CancellationToken, Task<bool>> captureLast)
{
    /// <summary>Memberships that are to end. Those of databases that are removed altogether end with them.</summary>
    public async Task<IReadOnlyList<(string SyncSet, NodeEntity Node)>> FindAsync(CancellationToken cancellationToken)
    {
        await using var db = parts.Store.CreateContext();
        var leaving = await (
            from route in db.SyncRoutes.AsNoTracking()
            join node in db.Nodes.AsNoTracking() on route.Node equals node.Name
            where route.State == RouteState.Leaving && !node.Removing
            select new { route.SyncSet, Node = node }).ToListAsync(cancellationToken);
        return leaving.ConvertAll(l => (l.SyncSet, l.Node));
    }

    /// <summary>False while the database can't be reached, or not all that it captured could be taken: it is tried again.</summary>
    public async Task<bool> RunAsync(string syncSet, NodeEntity node, CancellationToken cancellationToken)
    {
        var topology = parts.State.Topology;
        if (!topology.Sets.TryGetValue(syncSet, out var set) || !topology.Nodes.TryGetValue(node.Name, out var info)) return false;
        try
        {
            await using var connector = parts.Connectors.Create(info, topology);

            // A first load that had not got as far has installed nothing.
            if (set.RouteOf(node.Name).StartPosition >= 0)
            {
                if (!await captureLast(connector, node.Epoch, cancellationToken))
                {
                    await parts.Registry.NoteAsync(
                        node.Name, $"Leaves {syncSet} once its last changes could be read, so that none is lost. Removing the database goes on without them.", cancellationToken);
                    return false;
                }

                await connector.Installer.InstallAsync(parts.Registry.InstallationOf(node.Name, Without(topology, set, node.Name)), cancellationToken);
            }

            await parts.Registry.ForgetMembershipAsync(syncSet, node.Name, cancellationToken);
            parts.Events.Publish(new SyncEvent(SyncEventKind.Configuration, parts.Clock.GetUtcNow()));
            return true;
        }
        catch (ConnectorException e)
        {
            await parts.Registry.NoteAsync(node.Name, $"Leaves {syncSet}, but its triggers can't be taken out yet: {e.Message}", cancellationToken);
            return false;
        }
    }

    private static TopologySnapshot Without(TopologySnapshot topology, SyncSetInfo set, string node) => topology with
    {
        Sets = topology.Sets.Values.ToDictionary(s => s.Name, s => s.Name == set.Name ? set with { Nodes = [.. set.Nodes.Where(n => n != node)] } : s, StringComparer.Ordinal),
    };
}
