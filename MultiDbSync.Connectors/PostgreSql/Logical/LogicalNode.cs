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
    private readonly RelationalSession _guard;
    private readonly PgConnections _connections;
    private LogicalFeeds? _feeds;

    public LogicalNode(NodeInfo node, PostgreSqlConnectorOptions options, LogicalFeeds feeds)
    {
        Node = node;
        _feeds = feeds;
        var connections = _connections = new PgConnections(node);
        var feed = feeds.Take(connections, node.Name);
        var truncations = new LogicalTruncations();
        _general = connections.Session();
        _capture = connections.SessionByIndex();
        _apply = connections.SessionByIndex();
        _guard = connections.SessionByIndex();
        var dialect = new LogicalDialect(node.Name, options, new PgLowerBound(), new LogicalGuard(_guard, feed, new LogicalShapes(), node.Name));
        Changes = new LogicalChangeSource(_capture, feed, dialect, new LogicalShapes(), truncations, node.Name);
        Schema = new PgSchemaReader(_general);
        Installer = new LogicalInstaller(new PgPatience(connections, options), _general, feed, truncations, node.Name);
        Applier = new RelationalApplier(_apply, dialect, node.Name);
        Rows = new PgRowReader(_general, connections);
        SchemaWriter = new PgSchemaWriter(_general, node.Name);
        Test = new LogicalConnectionTest(_general);
        Identities = new PgIdentityBlocks(_general, node.Name);
        Queries = new PgQueryRunner(connections, Schema);
    }

    public static ConnectorCapabilities Features { get; } = PostgreSqlNode.Features with { TruncateVisible = false, SharedReading = false };

    public NodeInfo Node { get; }

    public ConnectorCapabilities Capabilities => Features;

    public ISchemaReader Schema { get; }

    public ICaptureInstaller Installer { get; }

    public IChangeSource Changes { get; }

    public IApplier Applier { get; }

    public IRowReader Rows { get; }

    public ISchemaWriter SchemaWriter { get; }

    public IConnectionTest Test { get; }

    public IIdentityBlocks Identities { get; }

    public IQueryRunner Queries { get; }

    public Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken) => PgServerClock.ReadAsync(_general, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _feeds, null) is { } feeds) await feeds.ReturnAsync(_connections);
        await _guard.DisposeAsync();
        await _capture.DisposeAsync();
        await _apply.DisposeAsync();
        await _general.DisposeAsync();
    }
}
