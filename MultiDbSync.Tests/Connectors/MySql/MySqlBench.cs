using Microsoft.Extensions.Options;
using MultiDbSync.Connectors.MySql;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Support;
using MySqlConnector;

namespace MultiDbSync.Tests.Connectors.MySql;

/// <summary>A database with capture installed, applications beside it, and short words for what the engine asks.</summary>
internal sealed class MySqlBench : IAsyncDisposable
{
    public const string Set = "set";

    private MySqlBench(MariaDbDatabase database)
    {
        Database = database;
        Node = Connect();
    }

    public MariaDbDatabase Database { get; }

    public INodeConnector Node { get; }

    public IReadOnlyList<TableSchema> Tables { get; private set; } = [];

    public CaptureInstallation Installation => new("h", 1, [new CaptureInstallation.InstalledSet(Set, Tables, 0)]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="schema">Statements; none when empty.</param>
    public static async Task<MySqlBench> CreateAsync(string schema, bool install = true, string options = "CHARACTER SET utf8mb4")
    {
        var bench = new MySqlBench(await MariaDbDatabase.CreateAsync(options));
        bench.Run(schema);
        bench.Tables = await bench.Node.Schema.ReadAsync(Cancel);
        if (install) await bench.Node.Installer.InstallAsync(bench.Installation, Cancel);
        return bench;
    }

    public INodeConnector Connect(string? connectionString = null) => new MultiDbSync.Connectors.MySql.MySqlConnectorFactory(Options.Create(new MySqlConnectorOptions { SchemaLockAttempts = 3 }))
        .Create(new NodeInfo("n1", "mysql", connectionString ?? Database.ConnectionString));

    public TableSchema Table(string name) => Tables.Single(t => t.Name == name);

    public void Run(string sql) => Database.Run(sql);

    public string? Ask(string sql) => Database.Ask(sql);

    public MySqlConnection Open(string? prepare = null) => Database.Open(prepare);

    /// <summary>Changes in short, for instance <c>update t[5]</c>; read and deleted.</summary>
    public async Task<string> TakeAsync() =>
        string.Join(", ", (await EntriesAsync()).Where(e => e.Kind == EntryKind.Change).Select(e => $"{e.Op.ToString().ToLowerInvariant()} {e.Table}{e.Key!.Text}"));

    public async Task<IReadOnlyList<CapturedEntry>> EntriesAsync()
    {
        var read = await Node.Changes.ReadAsync(1000, Cancel);
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

    public ApplyRow Delete(string table, CellValue key) => new(Table(table), RowKey.Of(key), 1, null, null, null);

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await Database.DisposeAsync();
    }
}
