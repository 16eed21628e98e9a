using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Runtime;

/// <summary>Makes connectors of registered databases, as the engine uses them.</summary>
internal sealed class ConnectorSource(IEnumerable<IConnectorFactory> factories, HubStore store)
{
    private readonly Dictionary<string, IConnectorFactory> _factories = factories.ToDictionary(f => f.Make, StringComparer.Ordinal);

    /// <summary>A connector of its own, to be disposed.</summary>
    /// <param name="topology">Tells how the database's tables differ from those of its sync sets.</param>
    /// <exception cref="ConnectorException">There is no such make, or the connection string can't be read or understood.</exception>
    public INodeConnector Create(NodeInfo node, TopologySnapshot topology)
    {
        if (_factories.TryGetValue(node.Make, out var factory))
            return RoutedNode.Over(factory.Create(node with { ConnectionString = store.Connections.Reveal(node.Name, node.ConnectionString) }), topology);
        throw new ConnectorException(
            ConnectorErrorClass.Permanent, node.Name, $"No connector for the make '{node.Make}' is there. Known: {string.Join(", ", _factories.Keys)}.");
    }
}
