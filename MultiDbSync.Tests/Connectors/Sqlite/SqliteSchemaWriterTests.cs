using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Tests.Connectors.Sqlite;

/// <summary>Statements that SQLite proposes for a table that has drifted do what they say.</summary>
public sealed class SqliteSchemaWriterTests
{
    private const string Wanted = "CREATE TABLE \"odd \"\"t.\"(id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, a VARCHAR(20) NOT NULL UNIQUE, b DECIMAL_TEXT(10,2), c INT)";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("CREATE TABLE \"odd \"\"t.\"(id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, a VARCHAR(20) NOT NULL UNIQUE, b DECIMAL_TEXT(10,2))", 1)]
    [InlineData("CREATE TABLE \"odd \"\"t.\"(id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, a VARCHAR(20) NOT NULL UNIQUE, b DECIMAL_TEXT(10,2), renamed INT)", 1)]
    [InlineData("CREATE TABLE \"odd \"\"t.\"(id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, a VARCHAR(20) NOT NULL UNIQUE, b REAL, c INT, extra)", 4)]
    public async Task Alter_RunOnTheDriftedTable_MakesTheWantedOne(string drifted, int statements)
    {
        await using var good = await SqliteBench.CreateAsync(Wanted, install: false);
        await using var bench = await SqliteBench.CreateAsync(drifted + "; INSERT INTO \"odd \"\"t.\"(a) VALUES ('kept')", install: false);
        var wanted = Assert.Single(good.Tables);
        var script = bench.Node.SchemaWriter.Alter(wanted, Assert.Single(bench.Tables));
        Assert.Equal(statements, script.BeforeLoad.Count);
        await bench.Node.SchemaWriter.ExecuteAsync(script.BeforeLoad, Cancel);
        var now = Assert.Single(await bench.Node.Schema.ReadAsync(Cancel));
        Assert.Equal(wanted.Columns, now.Columns);
        Assert.Equal("kept", bench.Ask("SELECT a FROM \"odd \"\"t.\""));
        Assert.Empty(bench.Node.SchemaWriter.Alter(wanted, now).BeforeLoad);
    }

    [Fact]
    public async Task Execute_RefusedStatement_NamedAndNothingDone()
    {
        await using var bench = await SqliteBench.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY)", install: false);
        var error = await Assert.ThrowsAsync<ConnectorException>(() => bench.Node.SchemaWriter.ExecuteAsync(["CREATE TABLE u(id)", "CREATE TABLE t(id)"], Cancel));
        Assert.Contains("CREATE TABLE t(id)", error.Message, StringComparison.Ordinal);
        Assert.Equal("0", bench.Ask("SELECT count(*) FROM sqlite_schema WHERE name = 'u'"));
    }

    [Fact]
    public async Task Create_OwnTables_ReadBackAsMapped()
    {
        await using var source = await SqliteBench.CreateAsync("""
            CREATE TABLE child(id INTEGER PRIMARY KEY AUTOINCREMENT, parent INTEGER REFERENCES parent(id) ON DELETE CASCADE, code TEXT COLLATE NOCASE UNIQUE,
              at DATETIME DEFAULT CURRENT_TIMESTAMP, price DECIMAL(10,2) NOT NULL DEFAULT (1.50), g AS (code || '!'), ok BOOLEAN DEFAULT 1, odd DEFAULT (random()));
            CREATE INDEX child_at ON child(at, price);
            CREATE TABLE parent(id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL DEFAULT 'it''s');
            CREATE TABLE plain(a BIGINT NOT NULL, b TEXT NOT NULL, PRIMARY KEY(b, a)) WITHOUT ROWID;
            """, install: false);
        await using var target = await SqliteBench.CreateAsync("", install: false);
        var mapped = target.Node.SchemaWriter.Map(source.Tables);
        var script = target.Node.SchemaWriter.Create(source.Tables);
        await target.Node.SchemaWriter.ExecuteAsync([.. script.BeforeLoad, .. script.AfterLoad], Cancel);
        var read = await target.Node.Schema.ReadAsync(Cancel);
        Assert.Equal(mapped.Select(t => t.Name), read.Select(t => t.Name));
        foreach (var (one, other) in mapped.Zip(read))
        {
            Assert.Equal(one.Columns, other.Columns);
            Assert.Equal(one.Key, other.Key);
            Assert.Equal(one.UniqueKeys.Select(k => string.Join(',', k.Columns)), other.UniqueKeys.Select(k => string.Join(',', k.Columns)));
            Assert.Equal(one.Indexes.Select(k => string.Join(',', k.Columns)), other.Indexes.Select(k => string.Join(',', k.Columns)));
            Assert.Equal(one.ForeignKeys.Select(Show), other.ForeignKeys.Select(Show));
        }

        Assert.Contains(script.Notes, n => n.Contains("child: column g", StringComparison.Ordinal));
        Assert.Contains(script.Notes, n => n.Contains("default of column odd", StringComparison.Ordinal));
        Assert.Equal("'it''s'", read[1].Column("name")!.Default);
        Assert.Equal("1.5", read[0].Column("price")!.Default);
    }

    [Fact]
    public async Task Identities_WithAutoincrement_MovedAndRead()
    {
        await using var bench = await SqliteBench.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY /* c */ AUTOINCREMENT, v); CREATE TABLE u(id INTEGER PRIMARY KEY, v DEFAULT 'autoincrement')", install: false);
        Assert.Equal(new IdentityState("id", 1, null, long.MaxValue), await bench.Node.Identities.ReadAsync(bench.Table("t"), Cancel));
        await bench.Node.Identities.MoveAsync(bench.Table("t"), 1_000_000, Cancel);
        bench.Run("INSERT INTO t(v) VALUES ('x')");
        Assert.Equal("1000000", bench.Ask("SELECT id FROM t"));
        Assert.Equal(new IdentityState("id", 1_000_001, 1_000_000, long.MaxValue), await bench.Node.Identities.ReadAsync(bench.Table("t"), Cancel));
        Assert.False((await bench.Node.Identities.ReadAsync(bench.Table("u"), Cancel))!.CanMove);
        await Assert.ThrowsAsync<ConnectorException>(() => bench.Node.Identities.MoveAsync(bench.Table("u"), 5, Cancel));
    }

    [Fact]
    public async Task Test_FileAndTables_FindingsWithFixes()
    {
        await using var bench = await SqliteBench.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY); CREATE TABLE k(a TEXT)", journal: "DELETE", install: false);
        var findings = await bench.Node.Test.RunAsync(bench.Tables, Cancel);
        Assert.Contains(findings, f => f is { Check: "Journal", Level: FindingLevel.Warning, Fix: not null });
        Assert.Contains(findings, f => f is { Check: "Table k", Level: FindingLevel.Refused });
        Assert.Contains(findings, f => f is { Check: "Table t", Level: FindingLevel.Warning });
        Assert.Contains(findings, f => f is { Check: "Writing", Level: FindingLevel.Good });
    }

    private static string Show(ForeignKey key) => $"{string.Join(',', key.Columns)}>{key.ParentTable}({string.Join(',', key.ParentColumns)}) {key.OnDelete} {key.OnUpdate}";
}
