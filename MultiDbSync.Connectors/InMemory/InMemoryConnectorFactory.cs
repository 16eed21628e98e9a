using System.Collections.Concurrent;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Connectors.InMemory;

/// <summary>Databases in memory, for tests and simulation. The connection string is the name of a registered database.</summary>
public sealed class InMemoryConnectorFactory : IConnectorFactory
{
    private readonly ConcurrentDictionary<string, InMemoryDatabase> _databases = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public string Make => "in-memory";

    /// <inheritdoc />
    public ConnectorCapabilities Capabilities { get; } =
        new(TransactionBorders: true, ChangeNotifications: true, TransactionalDdl: true, TruncateVisible: true, EnforcesForeignKeys: true,
            CascadesVisible: true, FiresApplicationTriggers: false);

    /// <summary>Makes a database known under a name.</summary>
    public void Register(string name, InMemoryDatabase database) => _databases[name] = database;

    /// <inheritdoc />
    public INodeConnector Create(NodeInfo node) =>
        _databases.TryGetValue(node.ConnectionString, out var database)
            ? new InMemoryNode(node, database, Capabilities)
            : throw new ConnectorException(ConnectorErrorClass.Permanent, node.Name, $"No database in memory is registered as '{node.ConnectionString}'.");

    /// <inheritdoc />
    public string DescribeLocation(string connectionString) => "memory: " + connectionString;
}
