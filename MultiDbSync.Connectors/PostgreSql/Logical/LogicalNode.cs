using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>A PostgreSQL database whose changes are read from the server's own log: no trigger of ours on any table.</summary>
internal sealed class LogicalNode : INodeConnector
{
    private readonly RelationalSession _general;
    private readonly RelationalSession _capture;
    private readonly RelationalSession _apply;
    private readonly LogicalChangeSource _changes;

    public LogicalNode(NodeInfo node, PostgreSqlConnectorOptions options)
    {
        Node = node;
        var connections = new PgConnections(node);
        var progress = new LogicalProgress();
        var truncations = new LogicalTruncations();
        var dialect = new LogicalDialect(node.Name, options, new PgLowerBound(), progress);
        _general = connections.Session();
        _capture = connections.SessionByIndex();
        _apply = connections.SessionByIndex();
        _changes = new LogicalChangeSource(_capture, connections, dialect, progress, truncations, node.Name);
        Schema = new PgSchemaReader(_general);
        Installer = new LogicalInstaller(new PgPatience(connections, options), _general, _changes, truncations, node.Name);
        Applier = new RelationalApplier(_apply, dialect, node.Name);
        Rows = new PgRowReader(_general, connections);
        SchemaWriter = new PgSchemaWriter(_general, node.Name);
        Test = new LogicalConnectionTest(_general);
        Identities = new PgIdentityBlocks(_general, node.Name);
        Queries = new PgQueryRunner(connections);
    }

    public static ConnectorCapabilities Features { get; } = PostgreSqlNode.Features with { TruncateVisible = false, UnreadChangesVisible = false, SharedReading = false };

    public NodeInfo Node { get; }

    public ConnectorCapabilities Capabilities => Features;

    public ISchemaReader Schema { get; }

    public ICaptureInstaller Installer { get; }

    public IChangeSource Changes => _changes;

    public IApplier Applier { get; }

    public IRowReader Rows { get; }

    public ISchemaWriter SchemaWriter { get; }

    public IConnectionTest Test { get; }

    public IIdentityBlocks Identities { get; }

    public IQueryRunner Queries { get; }

    public async ValueTask DisposeAsync()
    {
        await _changes.DisposeAsync();
        await _capture.DisposeAsync();
        await _apply.DisposeAsync();
        await _general.DisposeAsync();
    }
}
