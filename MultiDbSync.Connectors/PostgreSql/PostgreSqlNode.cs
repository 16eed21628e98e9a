using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>A PostgreSQL database. Each part has its own connection, since they work at the same time.</summary>
internal sealed class PostgreSqlNode : INodeConnector
{
    private readonly RelationalSession _general;
    private readonly RelationalSession _capture;
    private readonly RelationalSession _apply;
    private readonly PgWakeUp _wakeUp;

    public PostgreSqlNode(NodeInfo node, PostgreSqlConnectorOptions options)
    {
        Node = node;
        var connections = new PgConnections(node);
        var bound = new PgLowerBound();
        var dialect = new PgDialect(node.Name, options, bound);
        _general = connections.Session();
        _capture = connections.SessionByIndex();
        _apply = connections.SessionByIndex();
        _wakeUp = new PgWakeUp(connections.ListeningSession(), options, bound);
        Schema = new PgSchemaReader(_general);
        Installer = new PgCaptureInstaller(_general, new PgPatience(connections, options), node.Name);
        Changes = new PgChangeSource(_capture, dialect, bound, _wakeUp, node.Name);
        Applier = new RelationalApplier(_apply, dialect, node.Name);
        Rows = new PgRowReader(_general, connections);
        Queries = new PgQueryRunner(connections, Schema);
        SchemaWriter = new PgSchemaWriter(_general, node.Name);
        Identities = new PgIdentityBlocks(_general, node.Name);
        Test = new PgConnectionTest(_general);
    }

    public static ConnectorCapabilities Features { get; } = new(
        TransactionBorders: true, ChangeNotifications: true, TransactionalDdl: true, TruncateVisible: true, EnforcesForeignKeys: true,
        CascadesVisible: true, FiresApplicationTriggers: true);

    public NodeInfo Node { get; }

    public ConnectorCapabilities Capabilities => Features;

    public ISchemaReader Schema { get; }

    public ICaptureInstaller Installer { get; }

    public IChangeSource Changes { get; }

    public IApplier Applier { get; }

    public IRowReader Rows { get; }

    public ISchemaWriter SchemaWriter { get; }

    public IIdentityBlocks Identities { get; }

    public IConnectionTest Test { get; }

    public IQueryRunner Queries { get; }

    public Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken) => PgServerClock.ReadAsync(_general, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _wakeUp.DisposeAsync();
        await _capture.DisposeAsync();
        await _apply.DisposeAsync();
        await _general.DisposeAsync();
    }
}
