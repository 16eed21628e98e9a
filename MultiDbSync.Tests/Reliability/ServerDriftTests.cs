using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Tests.Support;
using MultiDbSync.Tests.Support.Databases;

namespace MultiDbSync.Tests.Reliability;

/// <summary>A table that changes on a server under synchronisation rests alone, says so, and goes on once it fits again.</summary>
public sealed class ServerDriftTests
{
    private const string Schema = "CREATE TABLE t(id BIGINT NOT NULL PRIMARY KEY, v VARCHAR(50), w INT); CREATE TABLE u(id BIGINT NOT NULL PRIMARY KEY, v VARCHAR(50))";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("postgresql", "ALTER TABLE t ADD COLUMN extra integer", "ALTER TABLE t DROP COLUMN extra", "column extra is new")]
    [InlineData("postgresql", "ALTER TABLE t RENAME COLUMN v TO x", "ALTER TABLE t RENAME COLUMN x TO v", "column v is gone, column x is new")]
    [InlineData("postgresql", "ALTER TABLE t DROP COLUMN w", "ALTER TABLE t ADD COLUMN w integer", "column w is gone")]
    [InlineData("postgresql", "ALTER TABLE t ALTER COLUMN w TYPE text", "ALTER TABLE t ALTER COLUMN w TYPE integer USING w::integer", "column w has type text now")]
    [InlineData("mysql", "ALTER TABLE t ADD COLUMN extra INT", "ALTER TABLE t DROP COLUMN extra", "column extra is new")]
    [InlineData("mysql", "ALTER TABLE t RENAME COLUMN v TO x", "ALTER TABLE t RENAME COLUMN x TO v", "column v is gone, column x is new")]
    [InlineData("mysql", "ALTER TABLE t MODIFY COLUMN w VARCHAR(20)", "ALTER TABLE t MODIFY COLUMN w INT", "column w has type varchar(20) now")]
    public async Task R38_ColumnChangedWhileSyncing_TableRestsAloneAndResumes(string make, string change, string back, string reason)
    {
        await using var server = await TestDatabase.CreateAsync(make, "s");
        await using var engine = await StartAsync(server);
        server.Run(change);
        await Eventually.TrueAsync(async () => await engine.ReadAsync(db => db.RouteTables.AsNoTracking().AnyAsync(t => t.Node == "s" && t.TableName == "t" && t.PausedReason != null, Cancel)), Limit);
        var paused = await engine.ReadAsync(db => db.RouteTables.AsNoTracking().SingleAsync(t => t.PausedReason != null, Cancel));
        Assert.Contains(reason, paused.PausedReason, StringComparison.Ordinal);
        Assert.Contains("ALTER TABLE", paused.ProposedSql, StringComparison.Ordinal);
        await engine.NodeShowsAsync("s", nameof(DatabaseState.Attention));

        engine.Sql("a", "INSERT INTO t VALUES (2, 'two', 2); INSERT INTO u VALUES (2, 'two')");
        await Eventually.TrueAsync(() => server.Ask("SELECT count(*) FROM u") == "2", Limit);
        server.Run("INSERT INTO t(id) VALUES (3)");
        await engine.BecomesAsync("a", "SELECT count(*) FROM t", "3");
        Assert.Equal("2", server.Ask("SELECT count(*) FROM t"));

        server.Run(back);
        await Eventually.TrueAsync(() => server.Ask("SELECT count(*) FROM t") == "3" && server.Ask("SELECT v FROM t WHERE id = 2") == "two", Limit);
        Assert.Equal(0, await engine.ReadAsync(db => db.Conflicts.CountAsync(Cancel)));
    }

    [Theory]
    [InlineData("postgresql", "ALTER TABLE t ALTER COLUMN v TYPE varchar(500), ALTER COLUMN w TYPE bigint")]
    [InlineData("mysql", "ALTER TABLE t MODIFY COLUMN v VARCHAR(500), MODIFY COLUMN w BIGINT")]
    public async Task R38_ColumnWidenedWhileSyncing_NothingRests(string make, string change)
    {
        await using var server = await TestDatabase.CreateAsync(make, "s");
        await using var engine = await StartAsync(server);
        server.Run(change);
        engine.Sql("a", "INSERT INTO t VALUES (2, 'two', 2)");
        await Eventually.TrueAsync(() => server.Ask("SELECT count(*) FROM t") == "2", Limit);
        server.Run($"INSERT INTO t VALUES (3, '{new string('x', 400)}', 3)");
        await engine.BecomesAsync("a", "SELECT length(v) FROM t WHERE id = 3", "400");
        Assert.False(await engine.ReadAsync(db => db.RouteTables.AsNoTracking().AnyAsync(t => t.PausedReason != null, Cancel)));
    }

    private static async Task<RunningEngine> StartAsync(TestDatabase server)
    {
        server.Run(Schema);
        var engine = await RunningEngine.CreateAsync(Schema + "; INSERT INTO t VALUES (1, 'one', 1); INSERT INTO u VALUES (1, 'one')");
        await engine.InstalledAsync();
        var run = await engine.EndedAsync(await engine.JoinAsync(server.Info, FirstLoadMode.Replace), Limit);
        Assert.True(run.Status == RunStatus.Succeeded, run.Message);
        return engine;
    }
}
