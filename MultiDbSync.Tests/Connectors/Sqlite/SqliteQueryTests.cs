using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Tests.Connectors.Sqlite;

/// <summary>A person's query can read and nothing else, whatever the text.</summary>
public sealed class SqliteQueryTests
{
    private const string Schema = "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT UNIQUE, b BLOB); INSERT INTO t VALUES (1, 'x', x'00ff'), (2, NULL, NULL)";

    private static readonly QueryLimits Limits = new(100, 100_000, TimeSpan.FromSeconds(5));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("INSERT INTO t VALUES (3, 'y', NULL)")]
    [InlineData("WITH x AS (SELECT 1) DELETE FROM t")]
    [InlineData("UPDATE t SET v = 1 RETURNING *")]
    [InlineData("CREATE TEMP TABLE x(a)")]
    [InlineData("DROP TABLE t")]
    [InlineData("ATTACH ':memory:' AS x")]
    [InlineData("DETACH main")]
    [InlineData("VACUUM INTO 'never.db'")]
    [InlineData("BEGIN IMMEDIATE")]
    [InlineData("SAVEPOINT x")]
    [InlineData("PRAGMA query_only = 0")]
    [InlineData("PRAGMA journal_mode = DELETE")]
    [InlineData("PRAGMA user_version = 7")]
    [InlineData("PRAGMA writable_schema = 1")]
    [InlineData("PRAGMA wal_checkpoint")]
    [InlineData("SELECT load_extension('x')")]
    [InlineData("SELECT 1; DROP TABLE t")]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("SELECT ?1")]
    [InlineData("REINDEX")]
    [InlineData("ANALYZE")]
    [InlineData("EXPLAIN DELETE FROM t")]
    [InlineData("  -- nothing")]
    [InlineData("SELEC 1")]
    public async Task Query_NotOneReadingStatement_Refused(string sql)
    {
        await using var bench = await SqliteBench.CreateAsync(Schema, install: false);
        await Assert.ThrowsAsync<QueryRefusedException>(() => bench.Node.Queries.QueryAsync(sql, Limits, Cancel));
        Assert.Equal("2", bench.Ask("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task Query_Reads_TextForPeople()
    {
        await using var bench = await SqliteBench.CreateAsync(Schema, install: false);
        var result = await bench.Node.Queries.QueryAsync("SELECT id, v, b, 0.1 AS r FROM t ORDER BY id -- done\n;", Limits, Cancel);
        Assert.Equal([("id", "INTEGER"), ("v", "TEXT"), ("b", "BLOB"), ("r", "")], result.Columns);
        Assert.Equal([["1", "x", "0x00FF", "0.1"], ["2", null, null, "0.1"]], result.Rows);
        Assert.False(result.Truncated);
    }

    [Fact]
    public async Task Query_MoreRowsOrBytesThanAllowed_CutOff()
    {
        await using var bench = await SqliteBench.CreateAsync(Schema, install: false);
        var rows = await bench.Node.Queries.QueryAsync("SELECT id FROM t", Limits with { Rows = 1 }, Cancel);
        Assert.Equal((1, true), (rows.Rows.Count, rows.Truncated));
        var bytes = await bench.Node.Queries.QueryAsync("SELECT hex(zeroblob(400)) FROM t", Limits with { Bytes = 1000 }, Cancel);
        Assert.Equal((1, true), (bytes.Rows.Count, bytes.Truncated));
    }

    [Fact]
    public async Task Query_WithoutEnd_StoppedByTimeOrCancel()
    {
        const string endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c";
        await using var bench = await SqliteBench.CreateAsync(Schema, install: false);
        await Assert.ThrowsAsync<QueryRefusedException>(() => bench.Node.Queries.QueryAsync(endless, Limits with { Time = TimeSpan.FromMilliseconds(100) }, Cancel));
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Node.Queries.QueryAsync(endless, Limits, cancel.Token));
    }

    [Fact]
    public async Task Query_SyntaxError_SaysWhere()
    {
        await using var bench = await SqliteBench.CreateAsync(Schema, install: false);
        var error = await Assert.ThrowsAsync<QueryRefusedException>(() => bench.Node.Queries.QueryAsync("SELECT 'é', nosuch FROM t", Limits, Cancel));
        Assert.Equal(12, error.Offset);
    }
}
