using MultiDbSync.Connectors.InMemory;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Tests.Engine.Routing;

/// <summary>A database whose table has another name, other column names, other types, and lacks a column.</summary>
public sealed class RoutedNodeTests
{
    private static readonly TableSchema Agreed = new(
        "books", [Column("id", CanonicalType.Uuid, false), Column("title", CanonicalType.Text), Column("price", CanonicalType.Decimal), Column("notes", CanonicalType.Text), Column("tags", CanonicalType.Json)],
        ["id"], [], []);

    private static readonly TableSchema Native = new(
        "buch", [Column("nr", CanonicalType.Text, false), Column("titel", CanonicalType.Text), Column("preis", CanonicalType.Float64), Column("tags", CanonicalType.Text)], ["nr"], [], []);

    private static readonly RowKey Key = RowKey.Of(Cells.Of("uuid:00112233-4455-6677-8899-aabbccddeeff"));
    private static readonly CellValue NativeKey = Cells.Of("t:00112233-4455-6677-8899-aabbccddeeff");

    private readonly InMemoryDatabase _database = new([Native]);
    private readonly INodeConnector _node;

    public RoutedNodeTests()
    {
        var factory = new InMemoryConnectorFactory();
        factory.Register("n", _database);
        _node = RoutedNode.Over(factory.Create(new NodeInfo("n", factory.Make, "n")), [Set(new TableRoute(Agreed, Native)
        {
            Renamed = new Dictionary<string, string> { ["nr"] = "id", ["titel"] = "title", ["preis"] = "price" },
        })]);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Over_TablesOfTheSet_IsTheConnectorItself()
    {
        var factory = new InMemoryConnectorFactory();
        factory.Register("n", new InMemoryDatabase([Agreed]));
        var inner = factory.Create(new NodeInfo("n", factory.Make, "n"));
        Assert.Same(inner, RoutedNode.Over(inner, [Set(new TableRoute(Agreed, Agreed with { Columns = [.. Agreed.Columns] }))]));
    }

    [Fact]
    public async Task Read_CapturedChange_IsInTheSetsTerms()
    {
        await InstallAsync();
        Write(t => t.Insert("buch", Row("Ulysses", 9.5, "{ \"a\": 1 }")));
        var read = await _node.Changes.ReadAsync(10, Cancel);
        var entry = Assert.Single(read.Entries);
        Assert.Equal("books", entry.Table);
        Assert.Equal(Key, entry.Key);
        Assert.Equal(Image("Ulysses", "d:9.5", "json:{\"a\":1}"), entry.After);
        await _node.Changes.DeleteAsync(read, Cancel);
        Assert.Empty((await _node.Changes.ReadAsync(10, Cancel)).Entries);
    }

    [Fact]
    public async Task Apply_RowOfTheSet_ArrivesInTheDatabasesTerms()
    {
        await InstallAsync();
        var result = await ApplyAsync(Full("Ulysses", "d:9.5", "json:{\"a\":1}"), [null]);
        Assert.Equal(Key, Assert.Single(result.Rows).Key);
        Assert.Equal(Row("Ulysses", 9.5, "{\"a\":1}"), Assert.Single(_database.Rows("buch")));
        Assert.Equal(Image("Ulysses", "d:9.5", "json:{\"a\":1}"), await _node.Rows.FindAsync(Agreed, Key, Cancel));
        Assert.Single(await _node.Rows.ReadPageAsync(Agreed, null, 10, Cancel));
        Assert.Empty(await _node.Rows.ReadPageAsync(Agreed, Key, 10, Cancel));
    }

    [Fact]
    public async Task Apply_ValueThatTheDatabaseCannotHold_IsRejectedByColumnAndTheRestGoesOn()
    {
        await InstallAsync();
        var other = RowKey.Of(Cells.Of("uuid:ffffffff-4455-6677-8899-aabbccddeeff"));
        var result = await ApplyAsync(
            Batch(new ApplyRow(Agreed, Key, 1, Full("x", "d:0.12345678901234567890", "null:"), [null], null),
            new ApplyRow(Agreed, other, 2, Full("y", "d:1", "null:").With(["id"], RowImage.Of(("id", other.Values[0]))), [null], null)));
        var rejected = Assert.Single(result.Rows, r => r.Deferred is not null);
        Assert.Equal((DeferReason.Rejected, Key, "books"), (rejected.Deferred!.Value, rejected.Key, rejected.Table));
        Assert.Contains("preis", rejected.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("0.1234", rejected.Error, StringComparison.Ordinal);
        Assert.Single(_database.Rows("buch"));
        var deferred = Assert.Single((await _node.Applier.ReadStateAsync("set", Cancel)).Deferred);
        Assert.Equal(("books", Key), (deferred.Table, deferred.Key));
        Assert.Contains((await _node.Changes.ReadAsync(10, Cancel)).Entries, e => e.Kind == EntryKind.Deferred && e.Table == "books" && e.Key!.Equals(Key));
    }

    [Fact]
    public async Task Apply_SameValueInAnotherSpelling_IsNoDivergenceAndKeepsTheSpelling()
    {
        await InstallAsync();
        Write(t => t.Insert("buch", Row("Ulysses", 9.5, "{ \"a\": 1 }")));
        await _node.Changes.DeleteAsync(await _node.Changes.ReadAsync(10, Cancel), Cancel);
        var before = Full("Ulysses", "d:9.5", "json:{\"a\":1}");
        var state = await _node.Applier.ReadStateAsync("set", Cancel);
        var result = await ApplyAsync(Batch(new ApplyRow(Agreed, Key, 1, Full("Ulisse", "d:9.5", "json:{\"a\":1}"), [before], null)) with { ExpectedCaptured = state.Captured });
        Assert.Null(Assert.Single(result.Rows).Deferred);
        Assert.Equal(Row("Ulisse", 9.5, "{ \"a\": 1 }"), Assert.Single(_database.Rows("buch")));
        Assert.Empty((await _node.Applier.ReadStateAsync("set", Cancel)).Deferred);
    }

    [Fact]
    public async Task Apply_AnotherValue_IsDivergenceInTheSetsTerms()
    {
        await InstallAsync();
        Write(t => t.Insert("buch", Row("Ulysses", 9.5, "{}")));
        await _node.Changes.DeleteAsync(await _node.Changes.ReadAsync(10, Cancel), Cancel);
        var state = await _node.Applier.ReadStateAsync("set", Cancel);
        var result = await ApplyAsync(Batch(new ApplyRow(Agreed, Key, 1, Full("a", "d:1", "null:"), [Full("b", "d:1", "null:")], null)) with { ExpectedCaptured = state.Captured });
        var row = Assert.Single(result.Rows);
        Assert.Equal(DeferReason.Divergence, row.Deferred);
        Assert.Equal(Image("Ulysses", "d:9.5", "json:{}"), row.Found);
    }

    [Fact]
    public async Task Check_DamagedTable_IsNamedAsTheSetNamesIt()
    {
        var check = await _node.Installer.CheckAsync(Installation, Cancel);
        Assert.Equal(["books"], check.DamagedTables);
    }

    private static CaptureInstallation Installation => new("hub", 1, [new("set", [Agreed], 0)]);

    private Task InstallAsync() => _node.Installer.InstallAsync(Installation, Cancel);

    private Task<ApplyResult> ApplyAsync(RowImage after, IReadOnlyList<RowImage?> expected) => ApplyAsync(Batch(new ApplyRow(Agreed, Key, 1, after, expected, null)));

    private Task<ApplyResult> ApplyAsync(ApplyBatch batch) => _node.Applier.ApplyAsync(batch, Cancel);

    private static ApplyBatch Batch(params ApplyRow[] rows) => new("set", "hub", 1, 0, 0, rows.Length, rows, Coalesced: true);

    private void Write(Action<InMemoryTransaction> work)
    {
        var transaction = _database.Begin();
        work(transaction);
        transaction.Commit();
    }

    private static RowImage Row(string title, double price, string tags) =>
        RowImage.Of(("nr", NativeKey), ("titel", CellValue.FromText(title)), ("preis", CellValue.FromReal(price)), ("tags", CellValue.FromText(tags)));

    private static RowImage Image(string title, string price, string tags) =>
        RowImage.Of(("id", Key.Values[0]), ("title", CellValue.FromText(title)), ("price", Cells.Of(price)), ("tags", Cells.Of(tags)));

    private static RowImage Full(string title, string price, string tags) => Image(title, price, tags).With(["notes"], RowImage.Of(("notes", CellValue.FromText("here only"))));

    private static SyncSetInfo Set(TableRoute table) => new("set", true, SyncMode.RealTime, null, "UTC", [new SyncTableInfo(Agreed, "manual")], ["n"])
    {
        Routes = new Dictionary<string, RouteInfo> { ["n"] = new("n") { Tables = new Dictionary<string, TableRoute> { [Agreed.Name] = table } } },
    };

    private static ColumnSchema Column(string name, CanonicalType type, bool nullable = true) => new(name, type.ToString(), type, nullable, IsGenerated: false, KeyEquality.Binary);
}
