using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Connectors.PostgreSql;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Reliability;

/// <summary>From a file into a real server and from there into another file, while an application writes.</summary>
public sealed class FirstLoadAcrossMakesTests
{
    private const string Sqlite = """
        CREATE TABLE owner(id BIGINT PRIMARY KEY NOT NULL, name TEXT NOT NULL);
        CREATE TABLE item(id BIGINT PRIMARY KEY NOT NULL, parent BIGINT REFERENCES item(id), owner BIGINT REFERENCES owner(id), price DOUBLE, v TEXT, b BLOB);
        """;

    private const string Rows = """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50) INSERT INTO owner SELECT i, 'owner ' || i FROM n;
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
            INSERT INTO item SELECT i, CASE WHEN i % 7 = 0 AND i < 1200 THEN i + 1 END, i % 50 + 1, i / 7.0, 'żółć ' || i, CASE WHEN i % 3 = 0 THEN x'00FF10' END FROM n;
        """;

    private const string Server = """
        CREATE TABLE owner(id BIGINT PRIMARY KEY, name VARCHAR(200) NOT NULL);
        CREATE TABLE item(id BIGINT PRIMARY KEY, parent BIGINT, owner BIGINT, price DOUBLE PRECISION, v VARCHAR(200), b {0},
            FOREIGN KEY (parent) REFERENCES item(id), FOREIGN KEY (owner) REFERENCES owner(id));
        """;

    private const string Content = "SELECT group_concat(id || ':' || coalesce(parent, '-') || ':' || owner || ':' || price || v || coalesce(hex(b), '-')) FROM (SELECT * FROM item ORDER BY id)";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task PostgreSql_ThereAndBack_IsEqual()
    {
        var server = await PostgresServer.GetAsync();
        var connection = await server.CreateDatabaseAsync(Server.Replace("{0}", "BYTEA", StringComparison.Ordinal));
        await ThereAndBackAsync(new NodeInfo("pg", "postgresql", connection));
        await server.DropDatabaseAsync(connection);
    }

    [Fact]
    public async Task PostgreSqlByItsLog_ThereAndBack_IsEqual()
    {
        await using var database = await PostgresBench.CreateLogicalAsync(Server.Replace("{0}", "BYTEA", StringComparison.Ordinal), install: false);
        await ThereAndBackAsync(new NodeInfo("pg", "postgresql-logical", database.Database));
    }

    [Fact]
    public async Task MariaDb_ThereAndBack_IsEqual()
    {
        await using var database = await MariaDbDatabase.CreateAsync();
        database.Run(Server.Replace("{0}", "LONGBLOB", StringComparison.Ordinal));
        await ThereAndBackAsync(new NodeInfo("maria", "mysql", database.ConnectionString));
    }

    private static async Task ThereAndBackAsync(NodeInfo server)
    {
        await using var engine = await RunningEngine.CreateAsync(Sqlite + Rows);
        await engine.InstalledAsync();
        var there = await engine.JoinAsync(server, FirstLoadMode.Replace);
        for (var i = 0; i < 40; i++) engine.Sql("a", $"UPDATE item SET price = price + 1 WHERE id % 40 = {i}; INSERT INTO item VALUES ({5000 + i}, NULL, 1, 0.5, 'new', NULL); DELETE FROM item WHERE id = {1100 + i} AND id % 7 > 1");
        var run = await engine.EndedAsync(there, Limit);
        Assert.True(run.Status == RunStatus.Succeeded, run.Message);
        Assert.Contains("equal (2 tables", run.Message, StringComparison.Ordinal);
        var back = await engine.EndedAsync(await engine.JoinAsync("c", Sqlite, FirstLoadMode.Replace, server.Name), Limit);
        Assert.True(back.Status == RunStatus.Succeeded, back.Message);
        await engine.SameAsync(Content, "a", "b", "c");
        Assert.Equal(0, await engine.ReadAsync(db => db.Conflicts.CountAsync(c => c.Status == ConflictStatus.Open, TestContext.Current.CancellationToken)));
    }
}
