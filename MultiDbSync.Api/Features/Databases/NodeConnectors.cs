using Microsoft.EntityFrameworkCore;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>Connectors by the make that a database was registered with.</summary>
internal sealed class NodeConnectors(HubDbContext db, HubStore hub, IEnumerable<IConnectorFactory> makes)
{
    /// <summary>Makes that can be registered.</summary>
    public IReadOnlyList<string> Makes { get; } = [.. makes.Select(m => m.Make).Order(StringComparer.Ordinal)];

    /// <summary>The make's factory, or null.</summary>
    public IConnectorFactory? Factory(string make) => makes.FirstOrDefault(m => m.Make == make);

    /// <summary>
    /// A connector of a registered database in the terms of its sync sets, to be disposed; null when there is none of that name or its make is not built in.
    /// </summary>
    public async Task<INodeConnector?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var node = await db.Nodes.AsNoTracking().FirstOrDefaultAsync(n => n.Name == name, cancellationToken);
        if (node is null || Factory(node.Make) is not { } factory) return null;
        var connector = factory.Create(new NodeInfo(node.Name, node.Make, node.ConnectionString, node.Priority));
        if (!await db.RouteTables.AnyAsync(t => t.Node == name, cancellationToken)) return connector;
        return RoutedNode.Over(connector, await hub.ReadTopologyAsync(cancellationToken));
    }
}
