using System.Security.Cryptography;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Tests.Connectors.Sqlite;

namespace MultiDbSync.Tests.Security.Query;

/// <summary>What an attacker would ask a SQLite file: refused, or harmless and within the limits.</summary>
public sealed class SqliteQueryAttackTests
{
    private const string Schema = "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES (1, 'x'), (2, 'y')";

    private static readonly QueryLimits Limits = new(100, 100_000, TimeSpan.FromSeconds(1));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SELECT readfile('/etc/passwd')")]
    [InlineData("SELECT writefile('stolen', 'x')")]
    [InlineData("SELECT edit('x')")]
    [InlineData("SELECT fts3_tokenizer('simple', x'00')")]
    [InlineData("SELECT load_extension /**/ ('x')")]
    [InlineData("SELECT \"load_extension\"('x')")]
    [InlineData("/* */ ATTACH 'file:stolen.db?mode=rwc' AS s")]
    [InlineData("SELECT 1 /* ; */ ; /* /* */ DELETE FROM t")]
    [InlineData("SELECT 1;;;DELETE FROM t")]
    [InlineData("EXPLAIN ATTACH 'stolen.db' AS s")]
    [InlineData("CREATE TEMP VIEW v AS SELECT 1")]
    [InlineData("CREATE VIRTUAL TABLE temp.v USING fts5(x)")]
    [InlineData("PRAGMA main.query_only(0)")]
    [InlineData("PRAGMA temp_store_directory = '/'")]
    [InlineData("PRAGMA hard_heap_limit = 1")]
    [InlineData("PRAGMA optimize")]
    [InlineData("SELECT * FROM pragma_wal_checkpoint")]
    [InlineData("SELECT zeroblob(2000000000)")]
    [InlineData("SELECT hex(randomblob(1000000000))")]
    [InlineData("SELECT printf('%.*c', 2000000000, 'x')")]
    [InlineData("SELECT replace(hex(zeroblob(1000000)), '0', hex(zeroblob(1000)))")]
    [InlineData("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")]
    [InlineData("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT group_concat(i) FROM n")]
    public async Task Attack_IsRefused_AndTheFileIsAsBefore(string sql)
    {
        await using var bench = await SqliteBench.CreateAsync(Schema, "DELETE", install: false);
        var before = SHA256.HashData(await File.ReadAllBytesAsync(bench.File, Cancel));
        await Assert.ThrowsAsync<QueryRefusedException>(() => bench.Node.Queries.QueryAsync(sql, Limits, Cancel));
        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(bench.File, Cancel)));
        Assert.Equal([Path.GetFileName(bench.File)], Directory.GetFiles(Path.GetDirectoryName(bench.File)!).Select(Path.GetFileName));
        Assert.Equal("2", (await bench.Node.Queries.QueryAsync("SELECT count(*) FROM t", Limits, Cancel)).Rows[0][0]);
    }

    [Theory]
    [InlineData("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n")]
    [InlineData("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT zeroblob(40000) FROM n")]
    public async Task Flood_IsCutAtTheLimits(string sql)
    {
        await using var bench = await SqliteBench.CreateAsync(Schema, install: false);
        var result = await bench.Node.Queries.QueryAsync(sql, Limits with { Time = TimeSpan.FromSeconds(30) }, Cancel);
        Assert.True(result.Truncated);
        Assert.InRange(result.Rows.Count, 1, Limits.Rows);
    }
}
