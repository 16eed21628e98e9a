using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Connectors.InMemory;

internal sealed class InMemoryNode : INodeConnector
{
    private readonly InMemoryDatabase _database;
    private readonly InMemoryChangeSource _changes;
    private readonly InMemoryReaders _readers;
    private readonly InMemorySchema _schema = new();

    public InMemoryNode(NodeInfo node, InMemoryDatabase database, ConnectorCapabilities capabilities)
    {
        Node = node;
        _database = database;
        Capabilities = capabilities;
        _changes = new InMemoryChangeSource(database);
        _readers = new InMemoryReaders(database);
        Installer = new InMemoryInstaller(database, node.Name);
        Applier = new InMemoryApplier(database, node.Name);
    }

    public NodeInfo Node { get; }

    public ConnectorCapabilities Capabilities { get; }

    public ISchemaReader Schema => _readers;

    public ICaptureInstaller Installer { get; }

    public IChangeSource Changes => _changes;

    public IApplier Applier { get; }

    public IRowReader Rows => _readers;

    public ISchemaWriter SchemaWriter => _schema;

    public IConnectionTest Test => _schema;

    public IIdentityBlocks Identities => _schema;

    public IQueryRunner Queries => _readers;

    public Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken) => Task.FromResult(_database.Now);

    public ValueTask DisposeAsync()
    {
        _changes.Dispose();
        return ValueTask.CompletedTask;
    }
}
