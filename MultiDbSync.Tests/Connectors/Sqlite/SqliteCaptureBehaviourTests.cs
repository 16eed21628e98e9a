using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Tests.Connectors.Sqlite;

/// <summary>Capture under the habits of SQLite applications.</summary>
public sealed class SqliteCaptureBehaviourTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NestedTriggerNumberedFirst_EntriesInTheOrderOfEvents()
    {
        await using var bench = await SqliteBench.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY, v, n DEFAULT 0)");

        // Made after ours, so SQLite fires it before ours.
        bench.Run("CREATE TRIGGER app AFTER INSERT ON t BEGIN UPDATE t SET n = n + 1 WHERE id = NEW.id; UPDATE t SET v = v || '!' WHERE id = NEW.id; END");
        bench.Run("INSERT INTO t(id, v) VALUES (1, 'x')");
        var entries = await bench.EntriesAsync();
        Assert.Equal([ChangeOp.Create, ChangeOp.Update, ChangeOp.Update], entries.Select(e => e.Op));
        Assert.All(entries.Zip(entries.Skip(1)), p => Assert.Equal(p.First.After, p.Second.Before));
        Assert.True(entries[0].Seq > entries[1].Seq);
    }

    [Fact]
    public async Task RowidAssigned_KeyChangeSeen()
    {
        await using var bench = await SqliteBench.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY, v); INSERT INTO t VALUES (1, 'x')");
        bench.Run("UPDATE t SET rowid = 7");
        Assert.Equal("delete t[1], create t[7]", await bench.TakeAsync());
    }

    [Fact]
    public async Task NoCaseText_OnlyCaseChanged_IsAnUpdate()
    {
        await using var bench = await SqliteBench.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT COLLATE NOCASE); INSERT INTO t VALUES (1, 'abc')");
        bench.Run("UPDATE t SET v = 'ABC'");
        Assert.Equal("update t[1]", await bench.TakeAsync());
    }

    [Fact]
    public async Task StorageClassChangedOnly_IsAnUpdate()
    {
        await using var bench = await SqliteBench.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY, v); INSERT INTO t VALUES (1, 1)");
        bench.Run("UPDATE t SET v = 1.0");
        Assert.Equal("update t[1]", await bench.TakeAsync());
    }

    [Fact]
    public async Task LastInsertRowidAndChanges_OfTheApplication_Unharmed()
    {
        await using var bench = await SqliteBench.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY, v)");
        using var application = bench.Open();
        application.Execute("INSERT INTO t VALUES (500, 'x')");
        Assert.Equal((500, 1), (application.ReadInteger("SELECT last_insert_rowid()"), application.ReadInteger("SELECT changes()")));
    }

    [Fact]
    public async Task WideTable_600Columns_Captured()
    {
        var columns = string.Join(", ", Enumerable.Range(1, 600).Select(i => $"c{i}"));
        await using var bench = await SqliteBench.CreateAsync($"CREATE TABLE t(id INTEGER PRIMARY KEY, {columns})");
        bench.Run("INSERT INTO t(id, c600) VALUES (1, 'x'); UPDATE t SET c1 = 2.5");
        Assert.Equal("create t[1], update t[1]", await bench.TakeAsync());
    }

    [Theory]
    [InlineData("DROP TRIGGER mds_capture_update_t")]
    [InlineData("ALTER TABLE t RENAME COLUMN v TO w")]
    [InlineData("DROP TABLE t")]
    public async Task Check_TableTamperedWith_Damaged(string sql)
    {
        await using var bench = await SqliteBench.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY, v); CREATE TABLE fine(id INTEGER PRIMARY KEY)");
        Assert.Empty((await bench.Node.Installer.CheckAsync(bench.Installation, Cancel)).DamagedTables);
        bench.Run(sql);
        Assert.Equal(["t"], (await bench.Node.Installer.CheckAsync(bench.Installation, Cancel)).DamagedTables);
    }

    [Fact]
    public async Task AddedColumn_ApplicationGoesOn()
    {
        await using var bench = await SqliteBench.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY, v)");
        bench.Run("ALTER TABLE t ADD COLUMN w; INSERT INTO t VALUES (1, 2, 3)");
        Assert.Equal("create t[1]", await bench.TakeAsync());
    }

    [Fact]
    public async Task Schema_KeysAndConstraints_AsTheEngineHasThem()
    {
        await using var bench = await SqliteBench.CreateAsync("""
            CREATE TABLE parent(a INT, b TEXT COLLATE NOCASE, PRIMARY KEY(b, a)) WITHOUT ROWID;
            CREATE TABLE "odd ""table"(id INTEGER PRIMARY KEY, x INT, y TEXT, g AS (x + 1), FOREIGN KEY(y, x) REFERENCES PARENT ON DELETE SET NULL);
            CREATE UNIQUE INDEX whole ON "odd ""table"(x); CREATE UNIQUE INDEX part ON "odd ""table"(y) WHERE x > 0; CREATE UNIQUE INDEX expr ON "odd ""table"(lower(y));
            CREATE TABLE second(code TEXT NOT NULL UNIQUE, v); CREATE TABLE keyless(v); CREATE VIEW w AS SELECT 1; CREATE VIRTUAL TABLE f USING fts5(x);
            """, install: false);
        Assert.Equal(["keyless", "\"odd \"\"table\"", "parent", "second"], bench.Tables.Select(t => t.Name));
        Assert.Equal(["b", "a"], bench.Table("parent").Key);
        Assert.Equal(MultiDbSync.Engine.Schema.KeyEquality.IgnoreCase, bench.Table("parent").Column("b")!.Equality);
        Assert.Equal(["code"], bench.Table("second").Key);
        Assert.Empty(bench.Table("keyless").Key);
        var odd = bench.Table("\"odd \"\"table\"");
        Assert.Equal(["whole"], odd.UniqueKeys.Select(u => u.Name));
        Assert.True(odd.Column("g")!.IsGenerated);
        var key = Assert.Single(odd.ForeignKeys);
        Assert.Equal(("parent", true), (key.ParentTable, key.Cascades));
        Assert.Equal(["y", "x"], key.Columns);
        Assert.Equal(["b", "a"], key.ParentColumns);
    }
}
