using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Connectors.PostgreSql;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Reliability;

/// <summary>The running engine between SQLite files and a PostgreSQL database that is read by logical replication.</summary>
public sealed class LogicalReplicationTests
{
    private const string Content = "SELECT group_concat(id || ':' || v) FROM (SELECT * FROM t ORDER BY id)";
    private const string ServerContent = "SELECT coalesce(string_agg(id || ':' || v, ',' ORDER BY id), '') FROM t";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryKindOfChange_BothWays_AlsoAfterAPause()
    {
        await using var database = await CreateAsync();
        await using var engine = await RunningEngine.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY NOT NULL, v TEXT); INSERT INTO t VALUES (1, 'one'), (2, 'two')", policy: "manual");
        await JoinAsync(engine, database);
        await BecomesAsync(database, "1:one,2:two");

        await database.RunAsync("INSERT INTO t VALUES (3, 'three'); UPDATE t SET v = 'uno' WHERE id = 1; DELETE FROM t WHERE id = 2");
        await engine.BecomesAsync("a", Content, "1:uno,3:three");
        engine.Sql("a", "INSERT INTO t VALUES (4, 'four'); UPDATE t SET v = 'tre' WHERE id = 3; DELETE FROM t WHERE id = 1");
        await BecomesAsync(database, "3:tre,4:four");

        await engine.StopAsync();
        await database.RunAsync("UPDATE t SET v = 'pg' WHERE id = 3; INSERT INTO t VALUES (5, 'pg')");
        engine.Sql("a", "UPDATE t SET v = 'lite' WHERE id = 3; INSERT INTO t VALUES (6, 'lite')");
        await engine.StartAsync();
        await engine.BecomesAsync("b", "SELECT group_concat(id || ':' || v) FROM (SELECT * FROM t WHERE id > 3 ORDER BY id)", "4:four,5:pg,6:lite");
        await Eventually.TrueAsync(async () => await database.AskAsync("SELECT count(*) FROM t WHERE id > 4") == "2", Limit);

        // Each keeps its own value until somebody decides.
        var conflict = await engine.ReadAsync(db => db.Conflicts.SingleAsync(Cancel));
        Assert.Equal((ConflictKind.UpdateUpdate, ConflictStatus.Open, "[3]"), (conflict.Kind, conflict.Status, conflict.RowKey));
        Assert.Equal("pg", await database.AskAsync("SELECT v FROM t WHERE id = 3"));
        Assert.Equal("lite", engine.Node("a").Ask("SELECT v FROM t WHERE id = 3"));
    }

    [Fact]
    public async Task R02_TransactionOpenDuringTenSyncs_ArrivesOnceCommitted_RolledBackNever()
    {
        await using var database = await CreateAsync();
        await using var engine = await RunningEngine.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY NOT NULL, v TEXT)");
        await JoinAsync(engine, database);
        await using var late = await database.OpenAsync();
        await using var never = await database.OpenAsync();
        await PostgresBench.RunAsync(late, "BEGIN; INSERT INTO t VALUES (100, 'late')");
        await PostgresBench.RunAsync(never, "BEGIN; INSERT INTO t VALUES (101, 'never')");
        for (var i = 1; i <= 10; i++)
        {
            await database.RunAsync($"INSERT INTO t VALUES ({i}, 'x')");
            await engine.BecomesAsync("a", "SELECT max(id) FROM t", $"{i}");
        }

        await PostgresBench.RunAsync(late, "COMMIT");
        await engine.BecomesAsync("a", "SELECT v FROM t WHERE id = 100", "late");
        await PostgresBench.RunAsync(never, "ROLLBACK");
        engine.Sql("a", "UPDATE t SET v = 'y'");
        await Eventually.TrueAsync(async () => await database.AskAsync("SELECT count(*) FROM t WHERE v = 'y'") == "11", Limit);
        Assert.Equal("11", await database.AskAsync("SELECT count(*) FROM t"));
        Assert.Equal("11", engine.Node("b").Ask("SELECT count(*) FROM t"));
        Assert.Equal(0, await engine.ReadAsync(db => db.Conflicts.CountAsync(Cancel)));
    }

    private static Task<PostgresBench> CreateAsync() => PostgresBench.CreateLogicalAsync("CREATE TABLE t(id bigint PRIMARY KEY, v text)", install: false);

    private static async Task JoinAsync(RunningEngine engine, PostgresBench database)
    {
        await engine.InstalledAsync();
        var run = await engine.EndedAsync(await engine.JoinAsync(new NodeInfo("pg", "postgresql-logical", database.Database), FirstLoadMode.Replace), Limit);
        Assert.True(run.Status == RunStatus.Succeeded, run.Message);
    }

    private static Task BecomesAsync(PostgresBench database, string answer) =>
        Eventually.TrueAsync(async () => await database.AskAsync(ServerContent) == answer, Limit, () => $"It is {database.AskAsync(ServerContent).Result}.");
}
