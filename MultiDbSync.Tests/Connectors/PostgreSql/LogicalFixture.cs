using MultiDbSync.Connectors.PostgreSql.Logical;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Connectors.Conformance;
using MultiDbSync.Tests.Support;
using Npgsql;

namespace MultiDbSync.Tests.Connectors.PostgreSql;

/// <summary>A database on a server whose log can be decoded; each database has a replication slot of its own.</summary>
public sealed class LogicalFixture : IConformanceFixture
{
    private static readonly Lazy<Task<PostgresServer>> Server = new(() => PostgresServer.StartOwnAsync("wal_level=logical", "max_replication_slots=100", "max_wal_senders=100"));

    private readonly List<INodeConnector> _opened = [];
    private readonly PostgreSqlLogicalConnectorFactory _factory = new();
    private PostgresServer? _server;

    public static Type FactoryType => typeof(PostgreSqlLogicalConnectorFactory);

    public IReadOnlySet<string> CannotHold { get; } = new HashSet<string> { "text with NUL", "NUL alone" };

    public INodeConnector Node { get; private set; } = null!;

    /// <summary>The database's connection string.</summary>
    public string Database { get; private set; } = string.Empty;

    internal static Task<PostgresServer> GetServerAsync() => Server.Value;

    public async Task InitializeAsync()
    {
        _server = await GetServerAsync();
        Database = await _server.CreateDatabaseAsync(PostgresFixture.Schema);
        Node = Connect();
    }

    public INodeConnector Connect()
    {
        var node = _factory.Create(new NodeInfo("n1", "postgresql-logical", Database));
        _opened.Add(node);
        return node;
    }

    public RowImage Edge(long id, CellValue value) => PostgresFixture.EdgeRow(id, value);

    public IApplicationTransaction Begin() => PostgresApplicationTransaction.Begin(Database);

    public bool Tamper(string sql) => PostgresApplicationTransaction.Tamper(Database, sql);

    public IReadOnlyList<string> Objects()
    {
        using var connection = new NpgsqlConnection(Database);
        connection.Open();
        const string sql = """
            SELECT nspname FROM pg_namespace UNION ALL SELECT relname FROM pg_class UNION ALL SELECT proname FROM pg_proc UNION ALL SELECT ltrim(tgname, '!') FROM pg_trigger
            UNION ALL SELECT typname FROM pg_type UNION ALL SELECT pubname FROM pg_publication UNION ALL SELECT slot_name FROM pg_replication_slots WHERE database = current_database()
            UNION ALL SELECT 'mds_identity_of_' || relname FROM pg_class WHERE relkind = 'r' AND relreplident = 'f'
            """;
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read()) names.Add(reader.GetString(0));
        return names;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _opened) await node.DisposeAsync();
        if (_server is null || Database.Length == 0) return;

        // A slot would keep the database from being dropped.
        await using (var last = _factory.Create(new NodeInfo("n1", "postgresql-logical", Database))) await last.Installer.UninstallAsync(CancellationToken.None);
        await _server.DropDatabaseAsync(Database);
    }
}
