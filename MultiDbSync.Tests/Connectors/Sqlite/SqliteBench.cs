using Microsoft.Data.Sqlite;
using MultiDbSync.Connectors.Sqlite;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Connectors.Sqlite;

/// <summary>A database file with a schema of the test's own, captured; and SQL that an application runs on it.</summary>
internal sealed class SqliteBench : ConnectorBench, IAsyncDisposable
{
    public const string Set = "s";

    private readonly TemporaryFolder _folder = new();

    private SqliteBench(TimeSpan busyTimeout)
        : base(Set)
    {
        File = _folder.File("it's a \"db\".db");
        var options = Microsoft.Extensions.Options.Options.Create(new SqliteConnectorOptions { BusyTimeout = busyTimeout });
        Node = new SqliteConnectorFactory(options).Create(new NodeInfo("n1", "sqlite", new SqliteConnectionStringBuilder { DataSource = File }.ConnectionString));
    }

    public string File { get; }

    public override INodeConnector Node { get; }

    public static async Task<SqliteBench> CreateAsync(string schema, string journal = "WAL", TimeSpan? busyTimeout = null, bool install = true)
    {
        var bench = new SqliteBench(busyTimeout ?? TimeSpan.FromSeconds(5));
        bench.Run($"PRAGMA journal_mode = {journal}; {schema}");
        if (install) await bench.InstallAsync();
        else await bench.ReadTablesAsync();
        return bench;
    }

    public SqliteDatabase Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ConnectionString);
        connection.Open();
        return new SqliteDatabase(connection, "application", TimeSpan.FromSeconds(5));
    }

    public void Run(string sql)
    {
        using var application = Open();
        application.Execute(sql);
    }

    public string? Ask(string sql)
    {
        using var application = Open();
        return application.ReadText(sql);
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        _folder.Dispose();
    }
}
