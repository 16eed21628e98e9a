using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Tests.Connectors;

/// <summary>A database with a schema of the test's own, captured for one sync set, and short words for what the engine asks of its connector.</summary>
internal abstract class ConnectorBench(string set)
{
    public abstract INodeConnector Node { get; }

    public IReadOnlyList<TableSchema> Tables { get; private set; } = [];

    public CaptureInstallation Installation => new("h", 1, [new CaptureInstallation.InstalledSet(set, Tables, 0)]);

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public TableSchema Table(string name) => Tables.Single(t => t.Name == name);

    public async Task InstallAsync()
    {
        await ReadTablesAsync();
        await Node.Installer.InstallAsync(Installation, Cancel);
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
        var state = await Node.Applier.ReadStateAsync(set, Cancel);
        return await Node.Applier.ApplyAsync(new ApplyBatch(set, "h", 1, state.Applied, state.Captured, state.Applied + 1, rows, coalesced), Cancel);
    }

    public ApplyRow Put(string table, params (string, CellValue)[] cells)
    {
        var image = RowImage.Of(cells);
        return new ApplyRow(Table(table), Table(table).KeyOf(image), 1, image, null, null);
    }

    protected async Task ReadTablesAsync() => Tables = await Node.Schema.ReadAsync(Cancel);
}
