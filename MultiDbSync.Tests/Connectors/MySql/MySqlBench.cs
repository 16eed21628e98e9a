using Microsoft.Extensions.Options;
using MultiDbSync.Connectors.MySql;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Support;
using MySqlConnector;

namespace MultiDbSync.Tests.Connectors.MySql;

/// <summary>A database with capture installed, applications beside it, and short words for what the engine asks.</summary>
internal sealed class MySqlBench : ConnectorBench, IAsyncDisposable
{
    public const string Set = "set";

    private MySqlBench(MariaDbDatabase database)
        : base(Set)
    {
        Database = database;
        Node = Connect();
    }

    public MariaDbDatabase Database { get; }

    public override INodeConnector Node { get; }

    /// <param name="schema">Statements; none when empty.</param>
    public static async Task<MySqlBench> CreateAsync(string schema, bool install = true, string options = "CHARACTER SET utf8mb4")
    {
        var bench = new MySqlBench(await MariaDbDatabase.CreateAsync(options));
        bench.Run(schema);
        if (install) await bench.InstallAsync();
        else await bench.ReadTablesAsync();
        return bench;
    }

    public INodeConnector Connect(string? connectionString = null) => new MultiDbSync.Connectors.MySql.MySqlConnectorFactory(Options.Create(new MySqlConnectorOptions { SchemaLockAttempts = 3 }))
        .Create(new NodeInfo("n1", "mysql", connectionString ?? Database.ConnectionString));

    public void Run(string sql) => Database.Run(sql);

    public string? Ask(string sql) => Database.Ask(sql);

    public MySqlConnection Open(string? prepare = null) => Database.Open(prepare);

    public ApplyRow Delete(string table, CellValue key) => new(Table(table), RowKey.Of(key), 1, null, null, null);

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await Database.DisposeAsync();
    }
}
