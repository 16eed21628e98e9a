using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;
using SQLitePCL;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>A SQLite database file. Each part has its own connection, since they work at the same time.</summary>
internal sealed class SqliteNode : INodeConnector
{
    private readonly SqliteLocation _location;
    private readonly SqliteConnectorOptions _options;
    private readonly SqliteSession _general;
    private readonly SqliteSession _capture;
    private readonly SqliteSession _apply;
    private readonly SqliteWakeUp _wakeUp;

    public SqliteNode(NodeInfo node, SqliteConnectorOptions options)
    {
        Node = node;
        _options = options;
        _location = SqliteLocation.Of(node);
        _general = NewSession();
        _capture = NewSession();
        _apply = new SqliteSession(_location, options, PrepareForApply);
        _wakeUp = new SqliteWakeUp(NewSession(), _location, options);
        Schema = new SqliteSchemaReader(_general);
        Installer = new SqliteCaptureInstaller(_general, _location, node.Name);
        Changes = new SqliteChangeSource(_capture, _wakeUp, node.Name);
        Applier = new SqliteApplier(_apply, node.Name);
        Rows = new SqliteRowReader(_general, NewSession);
        Queries = new SqliteQueryRunner(_location, Schema);
        SchemaWriter = new SqliteSchemaWriter(_general, node.Name);
        Test = new SqliteConnectionTest(_general, _location);
        Identities = new SqliteIdentityBlocks(_general, node.Name);
    }

    public static ConnectorCapabilities Features { get; } = new(
        TransactionBorders: false, ChangeNotifications: true, TransactionalDdl: true, TruncateVisible: true, EnforcesForeignKeys: false,
        CascadesVisible: true, FiresApplicationTriggers: false)
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

    // Triggers run in the process that writes, by that machine's clock; a file has none of its own. Where the file lies, its programs run, as a rule.
    public Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken) => _general.ReadAsync(
        static database => DateTimeOffset.FromUnixTimeMilliseconds(database.ReadInteger("SELECT " + SqliteLogTables.Now)!.Value), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _wakeUp.DisposeAsync();
        await _capture.DisposeAsync();
        await _apply.DisposeAsync();
        await _general.DisposeAsync();
    }

    // A commit is reported to the hub, which prunes what it no longer needs: it must outlast a power cut, whatever the file's own default is.
    private SqliteSession NewSession() => new(_location, _options, static database => database.Execute("PRAGMA synchronous = FULL"));

    private static void PrepareForApply(SqliteDatabase database)
    {
        database.Execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF; PRAGMA recursive_triggers = OFF");
        if (raw.sqlite3_db_config(database.Handle, raw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, out _) != raw.SQLITE_OK) throw database.Error();
    }
}
