using Microsoft.Data.Sqlite;
using MultiDbSync.Connectors.Sqlite;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Connectors.Sqlite;

/// <summary>A database file with a schema of the test's own, captured; and SQL that an application runs on it.</summary>
internal sealed class SqliteBench : IAsyncDisposable
{
    public const string Set = "s";

    private readonly TemporaryFolder _folder = new();

    private SqliteBench(TimeSpan busyTimeout)
    {
        File = _folder.File("it's a \"db\".db");
        var options = Microsoft.Extensions.Options.Options.Create(new SqliteConnectorOptions { BusyTimeout = busyTimeout });
        Node = new SqliteConnectorFactory(options).Create(new NodeInfo("n1", "sqlite", new SqliteConnectionStringBuilder { DataSource = File }.ConnectionString));
    }

    public string File { get; }

    public INodeConnector Node { get; }

    public IReadOnlyList<TableSchema> Tables { get; private set; } = [];

    public CaptureInstallation Installation => new("h", 1, [new CaptureInstallation.InstalledSet(Set, Tables, 0)]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<SqliteBench> CreateAsync(string schema, string journal = "WAL", TimeSpan? busyTimeout = null, bool install = true)
    {
        var bench = new SqliteBench(busyTimeout ?? TimeSpan.FromSeconds(5));
        bench.Run($"PRAGMA journal_mode = {journal}; {schema}");
        bench.Tables = await bench.Node.Schema.ReadAsync(Cancel);
        if (install) await bench.Node.Installer.InstallAsync(bench.Installation, Cancel);
        return bench;
    }

    public TableSchema Table(string name) => Tables.Single(t => t.Name == name);

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

    /// <summary>Changes in short, for instance <c>update 5</c>; read and deleted.</summary>
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

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        _folder.Dispose();
    }
}
