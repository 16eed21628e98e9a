using MultiDbSync.Connectors.PostgreSql;
using MultiDbSync.Connectors.PostgreSql.Logical;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Support;
using Npgsql;

namespace MultiDbSync.Tests.Connectors.PostgreSql;

/// <summary>A database with a schema of the test's own, captured; and SQL that an application runs on it.</summary>
internal sealed class PostgresBench : ConnectorBench, IAsyncDisposable
{
    public const string Set = "s";

    private readonly PostgresServer _server;
    private readonly List<IAsyncDisposable> _opened = [];
    private readonly IConnectorFactory _factory;

    private PostgresBench(PostgresServer server, string database, IConnectorFactory factory)
        : base(Set)
    {
        (_server, Database, _factory) = (server, database, factory);
        Node = Connect();
    }

    /// <summary>Connection string.</summary>
    public string Database { get; }

    public override INodeConnector Node { get; }

    public static async Task<PostgresBench> CreateAsync(string schema, bool install = true, PostgresServer? server = null)
    {
        server ??= await PostgresServer.GetAsync();
        var bench = new PostgresBench(server, await server.CreateDatabaseAsync(schema), new PostgreSqlConnectorFactory());
        if (install) await bench.InstallAsync();
        return bench;
    }

    /// <summary>The same, captured by logical replication.</summary>
    public static async Task<PostgresBench> CreateLogicalAsync(string schema, PostgresServer? server = null, bool install = true)
    {
        server ??= await LogicalFixture.GetServerAsync();
        var bench = new PostgresBench(server, await server.CreateDatabaseAsync(schema), new PostgreSqlLogicalConnectorFactory());
        if (install) await bench.InstallAsync();
        return bench;
    }

    /// <summary>A connector as the given role, or as superuser.</summary>
    public INodeConnector Connect(string? role = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(Database);
        if (role is not null) (settings.Username, settings.Password) = (role, role);
        var node = _factory.Create(new NodeInfo("n1", _factory.Make, settings.ConnectionString));
        _opened.Add(node);
        return node;
    }

    /// <summary>A connection of an application.</summary>
    public async Task<NpgsqlConnection> OpenAsync(string? role = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(Database);
        if (role is not null) (settings.Username, settings.Password) = (role, role);
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(Cancel);
        return connection;
    }

    public static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    public async Task RunAsync(string sql, string? role = null)
    {
        await using var connection = await OpenAsync(role);
        await RunAsync(connection, sql);
    }

    /// <summary>The first cell as text.</summary>
    public async Task<string?> AskAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
        return await command.ExecuteScalarAsync(Cancel) as string;
    }

    public ApplyRow Delete(string table, long id) => new(Table(table), RowKey.Of(CellValue.FromInteger(id)), 1, null, null, null);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _opened) await node.DisposeAsync();

        // A slot would keep the database from being dropped.
        if (_factory is PostgreSqlLogicalConnectorFactory)
            await using (var last = _factory.Create(new NodeInfo("n1", _factory.Make, Database))) await last.Installer.UninstallAsync(CancellationToken.None);
        await _server.DropDatabaseAsync(Database);
    }
}
