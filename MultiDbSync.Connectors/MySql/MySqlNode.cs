using System.Globalization;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Connectors.MySql;

/// <summary>A database on a MySQL or MariaDB server. Each part has its own connection, since they work at the same time.</summary>
internal sealed class MySqlNode : INodeConnector
{
    private readonly MySqlSession _general;
    private readonly MySqlSession _capture;
    private readonly MySqlPoll _poll;
    private readonly RelationalSession _apply;

    public MySqlNode(NodeInfo node, MySqlConnectorOptions options)
    {
        Node = node;
        var location = MySqlLocation.Of(node, options);
        _general = new MySqlSession(location);
        _capture = new MySqlSession(location, MySqlChangeSource.Prepare);
        _poll = new MySqlPoll(new MySqlSession(location), options);
        Schema = new MySqlSchemaReader(_general, location);
        Installer = new MySqlCaptureInstaller(_general, location, options);
        var dialect = new MySqlDialect(node.Name, location);
        Changes = new MySqlChangeSource(_capture, _poll, dialect, node.Name);
        _apply = new RelationalSession(location.OpenForApplyAsync, dialect.Translate);
        Applier = new RelationalApplier(_apply, dialect, node.Name);
        Rows = new MySqlRowReader(_general, location);
        Queries = new MySqlQueryRunner(location, Schema);
        Test = new MySqlConnectionTest(location);
        SchemaWriter = new MySqlSchemaWriter(_general, location);
        Identities = new MySqlIdentityBlocks(_general, location);
    }

    public static ConnectorCapabilities Features { get; } = new(
        TransactionBorders: false, ChangeNotifications: false, TransactionalDdl: false, TruncateVisible: false, EnforcesForeignKeys: true,
        CascadesVisible: false, FiresApplicationTriggers: true)
    {
        NumbersFollowRows = true,
    };

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

    public Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken) => _general.UseAsync(
        async connection =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT {MySqlLogTables.Now}";
            return DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture));
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _poll.DisposeAsync();
        await _apply.DisposeAsync();
        await _capture.DisposeAsync();
        await _general.DisposeAsync();
    }
}
