using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Databases;

namespace MultiDbSync.Tests.Reliability;

/// <summary>A table that changes under synchronisation rests alone, says so, and goes on once it fits again.</summary>
public sealed class SqliteDriftTests
{
    private const string Schema = "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); CREATE TABLE c(id INTEGER PRIMARY KEY, t INTEGER REFERENCES t(id)); CREATE TABLE u(id INTEGER PRIMARY KEY, v TEXT)";
    private const string Content = "SELECT group_concat(id || ':' || v) FROM (SELECT * FROM t ORDER BY id)";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ALTER TABLE t ADD COLUMN extra INTEGER", "ALTER TABLE t DROP COLUMN extra", "extra is new", "DROP COLUMN")]
    [InlineData("ALTER TABLE t RENAME COLUMN v TO w", "ALTER TABLE t RENAME COLUMN w TO v", "column v is gone, column w is new", "RENAME COLUMN")]
    public async Task R38_ColumnChangedWhileSyncing_TableRestsAloneAndResumes(string change, string back, string reason, string proposal)
    {
        await using var engine = await RunningEngine.CreateAsync(Schema);
        await engine.InstalledAsync();
        engine.Sql("a", "INSERT INTO t VALUES (1, 'one')");
        await engine.BecomesAsync("b", Content, "1:one");
        engine.Sql("b", change);
        await engine.NodeShowsAsync("b", nameof(DatabaseState.Attention));
        var paused = await engine.ReadAsync(db => db.RouteTables.AsNoTracking().SingleAsync(t => t.PausedReason != null, Cancel));
        Assert.Equal(("b", "t"), (paused.Node, paused.TableName));
        Assert.Contains(reason, paused.PausedReason, StringComparison.Ordinal);
        Assert.Contains(proposal, paused.ProposedSql, StringComparison.Ordinal);
        Assert.Contains(reason, (await engine.ReadAsync(db => db.Nodes.AsNoTracking().SingleAsync(n => n.Name == "b", Cancel))).Message, StringComparison.Ordinal);

        // What comes for it waits, with the row that refers to it; other tables go on; its own changes are captured.
        engine.Sql("a", "INSERT INTO t VALUES (2, 'two'); INSERT INTO c VALUES (1, 2); UPDATE t SET v = 'ONE' WHERE id = 1; INSERT INTO u VALUES (1, 'other')");
        await engine.BecomesAsync("b", "SELECT count(*) FROM u", "1");
        engine.Sql("b", "INSERT INTO t(id) VALUES (3); INSERT INTO u VALUES (2, 'from b')");
        await engine.BecomesAsync("a", "SELECT count(*) FROM t", "3");
        await engine.BecomesAsync("a", "SELECT count(*) FROM u", "2");
        await engine.BecomesAsync("b", "SELECT count(*) FROM mds_deferred WHERE reason = 'Paused'", "2");
        Assert.Equal("2", engine.Node("b").Ask("SELECT count(*) FROM t"));

        engine.Sql("b", back);
        await engine.BecomesAsync("b", "SELECT count(*) FROM t", "3");
        await engine.BecomesAsync("b", "SELECT v FROM t WHERE id = 1", "ONE");
        await engine.BecomesAsync("b", "SELECT count(*) FROM c", "1");
        await engine.BecomesAsync("b", "SELECT count(*) FROM mds_deferred", "0");
        Assert.Equal(0, await engine.ReadAsync(db => db.Conflicts.CountAsync(Cancel)));
        Assert.Null((await engine.ReadAsync(db => db.RouteTables.AsNoTracking().SingleAsync(t => t.TableName == "t", Cancel))).PausedReason);
    }

    [Fact]
    public async Task R38_TableDroppedAndMadeAgain_OthersGoOn_ItsRowsComeBack()
    {
        await using var engine = await RunningEngine.CreateAsync(Schema);
        await engine.InstalledAsync();
        engine.Sql("a", "INSERT INTO u VALUES (1, 'one')");
        await engine.BecomesAsync("b", "SELECT count(*) FROM u", "1");
        engine.Sql("b", "DROP TABLE u");
        await engine.NodeShowsAsync("b", nameof(DatabaseState.Attention));
        engine.Sql("a", "INSERT INTO u VALUES (2, 'two'); INSERT INTO t VALUES (1, 'one')");
        await engine.BecomesAsync("b", Content, "1:one");
        engine.Sql("b", "CREATE TABLE u(id INTEGER PRIMARY KEY, v TEXT)");
        await engine.BecomesAsync("b", "SELECT group_concat(v) FROM u WHERE id = 2", "two");
    }

    [Fact]
    public async Task R38_DriftedWhileStopped_FoundAtTheStart()
    {
        await using var engine = await RunningEngine.CreateAsync(Schema);
        await engine.InstalledAsync();
        await engine.StopAsync();
        engine.Sql("b", "ALTER TABLE t ADD COLUMN extra INTEGER");
        engine.Sql("a", "INSERT INTO t VALUES (1, 'one'); INSERT INTO u VALUES (1, 'one')");
        await engine.StartAsync();
        await engine.BecomesAsync("b", "SELECT count(*) FROM u", "1");
        await engine.NodeShowsAsync("b", nameof(DatabaseState.Attention));
        Assert.Equal("0", engine.Node("b").Ask("SELECT count(*) FROM t"));
        engine.Sql("b", "ALTER TABLE t DROP COLUMN extra");
        await engine.BecomesAsync("b", Content, "1:one");
        await engine.NodeShowsAsync("b", nameof(DatabaseState.Online));
    }
}
