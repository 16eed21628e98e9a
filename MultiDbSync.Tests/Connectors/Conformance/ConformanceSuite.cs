using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Tests.Connectors.Conformance;

/// <summary>What the suites share: an installed node, and short words for what the engine asks of it.</summary>
public abstract class ConformanceSuite<TFixture> : IAsyncLifetime
    where TFixture : IConformanceFixture, new()
{
    protected const string Set = "library";
    protected const string Hub = "hub-1";

    protected TFixture Fixture { get; } = new();

    protected INodeConnector Node => Fixture.Node;

    protected IReadOnlyList<TableSchema> Tables { get; private set; } = [];

    protected TableSchema Authors => Table("authors");

    protected TableSchema Books => Table("books");

    protected CaptureInstallation Installation { get; private set; } = new(Hub, 1, []);

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Fixture.InitializeAsync();
        Tables = await Node.Schema.ReadAsync(Cancel);
        Installation = new CaptureInstallation(Hub, 1, [new CaptureInstallation.InstalledSet(Set, Tables, 0)]);
        await Node.Installer.InstallAsync(Installation, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await Fixture.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected TableSchema Table(string name) => Tables.Single(t => t.Name == name);

    /// <summary>One application transaction.</summary>
    protected void Commit(Action<IApplicationTransaction> work)
    {
        var transaction = Fixture.Begin();
        work(transaction);
        transaction.Commit();
    }

    protected Task<CaptureRead> ReadAsync() => Node.Changes.ReadAsync(1000, Cancel);

    /// <summary>Reads and deletes, as if the hub had committed.</summary>
    protected async Task<IReadOnlyList<CapturedEntry>> TakeAsync()
    {
        var read = await ReadAsync();
        await Node.Changes.DeleteAsync(read, Cancel);
        return read.Entries;
    }

    protected Task<NodeState> StateAsync() => Node.Applier.ReadStateAsync(Set, Cancel);

    protected Task<RowImage?> FindAsync(TableSchema table, long id) => Node.Rows.FindAsync(table, ConformanceSchema.Key(id), Cancel);

    /// <summary>A change from elsewhere that may replace whatever is there.</summary>
    protected static ApplyRow Put(TableSchema table, long position, RowImage after) => new(table, table.KeyOf(after), position, after, null, null);

    protected static ApplyRow Delete(TableSchema table, long position, long id) => new(table, ConformanceSchema.Key(id), position, null, null, null);

    /// <summary>Plans from the node's state of now and applies.</summary>
    protected async Task<ApplyResult> ApplyAsync(long upTo, bool coalesced, params IReadOnlyList<ApplyRow> rows)
    {
        var state = await StateAsync();
        return await Node.Applier.ApplyAsync(new ApplyBatch(Set, Hub, 1, state.Applied, state.Captured, upTo, rows, coalesced), Cancel);
    }
}
