using MultiDbSync.Connectors.PostgreSql;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Support;
using Npgsql;

namespace MultiDbSync.Tests.Connectors.PostgreSql;

/// <summary>A database with a schema of the test's own, captured; and SQL that an application runs on it.</summary>
internal sealed class PostgresBench : IAsyncDisposable
{
    public const string Set = "s";

    private readonly PostgresServer _server;
    private readonly List<IAsyncDisposable> _opened = [];

    private PostgresBench(PostgresServer server, string database)
    {
        (_server, Database) = (server, database);
        Node = Connect();
    }

    /// <summary>Connection string.</summary>
    public string Database { get; }

    public INodeConnector Node { get; }

    public IReadOnlyList<TableSchema> Tables { get; private set; } = [];

    public CaptureInstallation Installation => new("h", 1, [new CaptureInstallation.InstalledSet(Set, Tables, 0)]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<PostgresBench> CreateAsync(string schema, bool install = true, PostgresServer? server = null)
    {
        server ??= await PostgresServer.GetAsync();
        var bench = new PostgresBench(server, await server.CreateDatabaseAsync(schema));
        if (install) await bench.InstallAsync();
        return bench;
    }

    public async Task InstallAsync()
    {
        Tables = await Node.Schema.ReadAsync(Cancel);
        await Node.Installer.InstallAsync(Installation, Cancel);
    }

    /// <summary>A connector as the given role, or as superuser.</summary>
    public INodeConnector Connect(string? role = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(Database);
        if (role is not null) (settings.Username, settings.Password) = (role, role);
        var node = new PostgreSqlConnectorFactory().Create(new NodeInfo("n1", "postgresql", settings.ConnectionString));
        _opened.Add(node);
        return node;
    }

    public TableSchema Table(string name) => Tables.Single(t => t.Name == name);

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

    /// <summary>Changes in short, for instance <c>update t[5]</c>; read and deleted.</summary>
    public async Task<string> TakeAsync() =>
        string.Join(", ", (await EntriesAsync()).Where(e => e.Kind == EntryKind.Change).Select(e => $"{e.Op.ToString().ToLowerInvariant()} {e.Table}{e.Key!.Text}"));

    public async Task<IReadOnlyList<CapturedEntry>> EntriesAsync()
    {
        var read = await Node.Changes.ReadAsync(100_000, Cancel);
        await Node.Changes.DeleteAsync(read, Cancel);
        return read.Entries;
    }

    public async Task<ApplyResult> ApplyAsync(bool coalesced, params ApplyRow[] rows)
    {
        var state = await Node.Applier.ReadStateAsync(Set, Cancel);
        return await Node.Applier.ApplyAsync(new ApplyBatch(Set, "h", 1, state.Applied, state.Captured, state.Applied + 1, rows, coalesced), Cancel);
    }

    public ApplyRow Put(string table, params (string, CellValue)[] cells)
    {
        var image = RowImage.Of(cells);
        return new ApplyRow(Table(table), Table(table).KeyOf(image), 1, image, null, null);
    }

    public ApplyRow Delete(string table, long id) => new(Table(table), RowKey.Of(CellValue.FromInteger(id)), 1, null, null, null);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _opened) await node.DisposeAsync();
        await _server.DropDatabaseAsync(Database);
    }
}
