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

    /// <summary>What a person's connection string stands for.</summary>
    /// <exception cref="ConnectorException">It names an environment variable that is not set.</exception>
    public string Reveal(string node, string connectionString) => hub.Connections.Reveal(node, connectionString);

    /// <summary>What the hub store is to keep for a connection string.</summary>
    public string Protect(string connectionString) => hub.Connections.Protect(connectionString);

    /// <summary>The database among those registered that a location is known under, or null. One whose own place can't be told now is none.</summary>
    public string? RegisteredAs(string location, IEnumerable<NodeEntity> registered) => registered.FirstOrDefault(n => LocationOf(n) == location)?.Name;

    private string? LocationOf(NodeEntity node)
    {
        try
        {
            return Factory(node.Make)?.DescribeLocation(hub.Connections.Reveal(node.Name, node.ConnectionString));
        }
        catch (ConnectorException)
        {
            // The worker says so in that database's state; it keeps no other from being added.
            return null;
        }
    }

    /// <summary>
    /// A connector of a registered database in the terms of its sync sets, to be disposed; null when there is none of that name or its make is not built in.
    /// </summary>
    /// <exception cref="ConnectorException">Its connection string can't be read or understood.</exception>
    public async Task<INodeConnector?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var node = await db.Nodes.AsNoTracking().FirstOrDefaultAsync(n => n.Name == name, cancellationToken);
        if (node is null || Factory(node.Make) is not { } factory) return null;
        var connector = factory.Create(new NodeInfo(node.Name, node.Make, hub.Connections.Reveal(node.Name, node.ConnectionString), node.Priority));
        if (!await db.RouteTables.AnyAsync(t => t.Node == name, cancellationToken)) return connector;
        return RoutedNode.Over(connector, await hub.ReadTopologyAsync(cancellationToken));
    }
}
