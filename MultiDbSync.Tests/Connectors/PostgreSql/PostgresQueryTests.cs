using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Tests.Connectors.PostgreSql;

/// <summary>A person's query can read and nothing else, whatever the text.</summary>
public sealed class PostgresQueryTests
{
    private const string Schema = "CREATE TABLE t(id int PRIMARY KEY, v text UNIQUE, b bytea); INSERT INTO t VALUES (1, 'x', '\\x00ff'), (2, NULL, NULL); CREATE SEQUENCE s";

    private static readonly QueryLimits Limits = new(100, 100_000, TimeSpan.FromSeconds(5));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("INSERT INTO t VALUES (3, 'y', NULL)")]
    [InlineData("WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x")]
    [InlineData("UPDATE t SET v = 1 RETURNING *")]
    [InlineData("CREATE TABLE x(a int)")]
    [InlineData("DROP TABLE t")]
    [InlineData("TRUNCATE t")]
    [InlineData("SELECT * INTO x FROM t")]
    [InlineData("SELECT nextval('s')")]
    [InlineData("SELECT * FROM t FOR UPDATE")]
    [InlineData("SELECT set_config('transaction_read_only', 'off', false)")]
    [InlineData("SET TRANSACTION READ WRITE")]
    [InlineData("COMMIT")]
    [InlineData("ROLLBACK; DELETE FROM t")]
    [InlineData("COPY t FROM STDIN")]
    [InlineData("COPY t TO STDOUT")]
    [InlineData("DO $$ BEGIN DELETE FROM t; END $$")]
    [InlineData("DO $$ BEGIN COMMIT; DELETE FROM t; END $$")]
    [InlineData("VACUUM")]
    [InlineData("EXPLAIN ANALYZE DELETE FROM t")]
    [InlineData("SELECT 1; DROP TABLE t")]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("LISTEN x")]
    [InlineData("  -- nothing")]
    [InlineData("SELEC 1")]
    public async Task Query_NotOneReadingStatement_Refused(string sql)
    {
        await using var bench = await PostgresBench.CreateAsync(Schema, install: false);
        await Assert.ThrowsAsync<QueryRefusedException>(() => bench.Node.Queries.QueryAsync(sql, Limits, Cancel));
        Assert.Equal("2|1", await bench.AskAsync("SELECT (SELECT count(*) FROM t) || '|' || (SELECT last_value FROM s)"));
    }

    [Fact]
    public async Task Query_Reads_TextForPeople()
    {
        await using var bench = await PostgresBench.CreateAsync(Schema, install: false);
        var result = await bench.Node.Queries.QueryAsync("SELECT id, v, b, 0.1 AS r, ARRAY[1,2] AS a, now() - now() AS i FROM t ORDER BY id -- done\n;", Limits, Cancel);
        Assert.Equal([("id", "integer"), ("v", "text"), ("b", "bytea"), ("r", "numeric"), ("a", "integer[]"), ("i", "interval")], result.Columns);
        Assert.Equal([["1", "x", "0x00FF", "0.1", "{1,2}", "00:00:00"], ["2", null, null, "0.1", "{1,2}", "00:00:00"]], result.Rows);
        Assert.False(result.Truncated);
    }

    [Theory]
    [InlineData("EXPLAIN SELECT * FROM t")]
    [InlineData("SHOW server_version")]
    [InlineData("VALUES (1), (2)")]
    [InlineData("TABLE t")]
    [InlineData("WITH x AS (SELECT 1) SELECT * FROM x")]
    [InlineData("SELECT ';' AS \"a;b\" /* ; */")]
    public async Task Query_OtherStatementsThatRead_Run(string sql)
    {
        await using var bench = await PostgresBench.CreateAsync(Schema, install: false);
        Assert.NotEmpty((await bench.Node.Queries.QueryAsync(sql, Limits, Cancel)).Rows);
    }

    [Fact]
    public async Task Query_MoreRowsOrBytesThanAllowed_CutOff()
    {
        await using var bench = await PostgresBench.CreateAsync(Schema, install: false);
        var rows = await bench.Node.Queries.QueryAsync("SELECT * FROM generate_series(1, 10000000)", Limits with { Rows = 1 }, Cancel);
        Assert.Equal((1, true), (rows.Rows.Count, rows.Truncated));
        var bytes = await bench.Node.Queries.QueryAsync("SELECT repeat('x', 600) FROM t", Limits with { Bytes = 1000 }, Cancel);
        Assert.Equal((1, true), (bytes.Rows.Count, bytes.Truncated));
    }

    [Fact]
    public async Task Query_WithoutEnd_StoppedByTimeOrCancel()
    {
        await using var bench = await PostgresBench.CreateAsync(Schema, install: false);
        await Assert.ThrowsAsync<QueryRefusedException>(() => bench.Node.Queries.QueryAsync("SELECT pg_sleep(60)", Limits with { Time = TimeSpan.FromMilliseconds(100) }, Cancel));
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Node.Queries.QueryAsync("SELECT pg_sleep(60)", Limits with { Time = TimeSpan.FromSeconds(50) }, cancel.Token));
    }

    [Fact]
    public async Task Query_SyntaxError_SaysWhere()
    {
        await using var bench = await PostgresBench.CreateAsync(Schema, install: false);
        var error = await Assert.ThrowsAsync<QueryRefusedException>(() => bench.Node.Queries.QueryAsync("SELECT '\U0001F469', nosuch FROM t", Limits, Cancel));
        Assert.Equal(13, error.Offset);
    }
}
