using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Reliability;

/// <summary>First loads whose databases go away, change or refuse.</summary>
public sealed class FirstLoadTroubleTests
{
    private const string Schema = "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT)";
    private const string Rows = "; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO t SELECT i, 'v' || i FROM n";
    private const string Content = "SELECT group_concat(id || ':' || v) FROM (SELECT * FROM t ORDER BY id)";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SourceSwitchedOff_TheRunWaits_AndGoesOnFromAnotherOne()
    {
        await using var engine = await StartedAsync();
        var run = await engine.JoinAsync("c", Schema, FirstLoadMode.Replace);
        await CopiedAsync(engine, 200);
        await engine.WriteAsync(db => db.Nodes.Single(n => n.Name == "a").Enabled = false);
        await Eventually.TrueAsync(async () => await MessageAsync(engine, run) is { } message && message.Contains("another database", StringComparison.Ordinal), Limit);
        await engine.WriteAsync(db =>
        {
            db.SyncRoutes.Single(r => r.Node == "c").LoadSource = "b";
            db.LoadTables.Single().LastKey = null;
            db.LoadTables.Single().Copied = 0;
        });
        var ended = await engine.EndedAsync(run, Limit);
        Assert.True(ended.Status == RunStatus.Succeeded, ended.Message);
        Assert.Contains("from b", ended.Message, StringComparison.Ordinal);
        await engine.SameAsync(Content, "b", "c");
    }

    [Fact]
    public async Task SourceSwitchedOffAndOnAgain_GoesOnWhereItStopped()
    {
        await using var engine = await StartedAsync();
        var run = await engine.JoinAsync("c", Schema, FirstLoadMode.Replace);
        await CopiedAsync(engine, 200);
        await engine.WriteAsync(db => db.Nodes.Single(n => n.Name == "a").Enabled = false);
        await Eventually.TrueAsync(async () => await MessageAsync(engine, run) is not null, Limit);
        await engine.WriteAsync(db => db.Nodes.Single(n => n.Name == "a").Enabled = true);
        var ended = await engine.EndedAsync(run, Limit);
        Assert.Equal((RunStatus.Succeeded, 5000), (ended.Status, ended.Applied));
    }

    [Fact]
    public async Task SourceWithoutCaptureYet_IsWaitedFor()
    {
        await using var engine = await RunningEngine.CreateAsync(Schema + Rows, workers: 0);
        var run = await engine.JoinAsync("c", Schema, FirstLoadMode.Replace);
        await using (var holder = engine.Node("a").Open())
        {
            await using var command = holder.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE; INSERT INTO t VALUES (-1, 'held')";
            await command.ExecuteNonQueryAsync(Cancel);
            await engine.StartAsync();
            await Eventually.TrueAsync(async () => await MessageAsync(engine, run) is { } message && message.Contains("Capture is not installed", StringComparison.Ordinal), Limit);
            command.CommandText = "COMMIT";
            await command.ExecuteNonQueryAsync(Cancel);
        }

        var ended = await engine.EndedAsync(run, Limit);
        Assert.True(ended.Status == RunStatus.Succeeded, ended.Message);
        await engine.SameAsync(Content, "a", "c");
    }

    [Fact]
    public async Task LoadingDatabaseLockedForLong_IsWaitedFor()
    {
        await using var engine = await StartedAsync();
        var run = await engine.JoinAsync("c", Schema, FirstLoadMode.Replace);
        await CopiedAsync(engine, 200);
        await using (var holder = engine.Node("c").Open())
        {
            await using var command = holder.CreateCommand();
            command.CommandText = "PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE; INSERT INTO t VALUES (-1, 'held')";
            await command.ExecuteNonQueryAsync(Cancel);
            await Eventually.TrueAsync(async () => await MessageAsync(engine, run) is not null, Limit);
            command.CommandText = "COMMIT";
            await command.ExecuteNonQueryAsync(Cancel);
        }

        Assert.Equal(RunStatus.Succeeded, (await engine.EndedAsync(run, Limit)).Status);
        await engine.BecomesAsync("b", "SELECT v FROM t WHERE id = -1", "held");
        await engine.SameAsync(Content, "a", "b", "c");
    }

    [Fact]
    public async Task LoadingDatabaseRemoved_TheRunEnds_NoTraceIsLeft()
    {
        await using var engine = await StartedAsync();
        var run = await engine.JoinAsync("c", Schema, FirstLoadMode.Replace);
        await CopiedAsync(engine, 200);
        await engine.WriteAsync(db => db.Nodes.Single(n => n.Name == "c").Removing = true);
        Assert.Equal(RunStatus.Failed, (await engine.EndedAsync(run, Limit)).Status);
        await engine.BecomesAsync("c", "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'mds%'", "0");
        await Eventually.TrueAsync(async () => !await engine.ReadAsync(db => db.Nodes.AnyAsync(n => n.Name == "c", Cancel)), Limit);
        Assert.False(await engine.ReadAsync(db => db.LoadTables.AnyAsync(Cancel)));
        Assert.False(await engine.ReadAsync(db => db.Settings.AnyAsync(s => s.Name.StartsWith(SettingNames.LoadRun), Cancel)));
    }

    [Fact]
    public async Task SyncSetRemovedWhileLoading_TriggersAndLogAreGone()
    {
        await using var engine = await StartedAsync();
        var run = await engine.JoinAsync("c", Schema, FirstLoadMode.Replace);
        await CopiedAsync(engine, 200);
        await engine.WriteAsync(db => db.SyncSets.Remove(db.SyncSets.Single()));
        Assert.Equal(RunStatus.Failed, (await engine.EndedAsync(run, Limit)).Status);
        foreach (var node in new[] { "a", "b", "c" }) await engine.BecomesAsync(node, "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'mds_capture%'", "0");
        await Eventually.TrueAsync(async () => await engine.ReadAsync(db => db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM node_position").SingleAsync(Cancel)) == 0, Limit);
    }

    [Fact]
    public async Task RowThatIsRefused_IsADeadLetter_UntilItIsWrittenAfterAll()
    {
        await using var engine = await StartedAsync();
        var run = await engine.EndedAsync(await engine.JoinAsync("c", "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT CHECK (v <> 'v7'))", FirstLoadMode.Replace), Limit);
        Assert.True(run.Status == RunStatus.Incomplete, run.Message);
        Assert.Contains("1 row left out", run.Message, StringComparison.Ordinal);
        var letter = Assert.Single(await engine.ReadAsync(db => db.DeadLetters.AsNoTracking().ToListAsync(Cancel)));
        Assert.Equal(("c", "t", "[7]"), (letter.Node, letter.TableName, letter.Key));
        engine.Sql("a", "UPDATE t SET v = 'allowed' WHERE id = 7");
        await engine.BecomesAsync("c", "SELECT v FROM t WHERE id = 7", "allowed");
        await Eventually.TrueAsync(async () => !await engine.ReadAsync(db => db.DeadLetters.AnyAsync(Cancel)), Limit);
        await engine.SameAsync(Content, "a", "b", "c");
    }

    [Fact]
    public async Task RowsOfTheNewcomerThatOthersHold_AreAskedAbout_NotOverwritten()
    {
        await using var engine = await StartedAsync();
        var run = await engine.JoinAsync("c", Schema, FirstLoadMode.Replace);
        await engine.BecomesAsync("c", "SELECT count(*) > 0 FROM sqlite_schema WHERE name LIKE 'mds_capture%'", "1");
        engine.Sql("c", "INSERT OR IGNORE INTO t VALUES (5000, 'mine')");
        await engine.EndedAsync(run, Limit);
        var own = engine.Node("c").Ask("SELECT v FROM t WHERE id = 5000");
        if (own == "mine") await Eventually.TrueAsync(async () => await engine.ReadAsync(db => db.Conflicts.CountAsync(Cancel)) == 1, Limit);
        Assert.Equal("v5000", engine.Node("a").Ask("SELECT v FROM t WHERE id = 5000"));
        Assert.Contains(own, new[] { "mine", "v5000" });
    }

    [Fact]
    public async Task ComparisonFindsWhatPassedCaptureBy()
    {
        await using var engine = await StartedAsync();
        var run = await engine.JoinAsync("c", Schema + "; CREATE TRIGGER twist AFTER INSERT ON t WHEN NEW.id = 9 BEGIN UPDATE t SET v = 'twisted' WHERE id = 9; END", FirstLoadMode.Replace);
        await CopiedAsync(engine, 200);
        // Behind the back of capture: the applier's own connection fires no triggers either, so this is what a restored or patched file would look like.
        engine.Sql("c", "BEGIN IMMEDIATE; UPDATE mds_state SET applying = 1; UPDATE t SET v = 'patched' WHERE id = 9; UPDATE mds_state SET applying = 0; COMMIT");
        var ended = await engine.EndedAsync(run, Limit);
        Assert.Equal(RunStatus.Failed, ended.Status);
        Assert.Contains("t: 0 missing, 0 extra, 1 different", ended.Message, StringComparison.Ordinal);
    }

    private static async Task<RunningEngine> StartedAsync()
    {
        var engine = await RunningEngine.CreateAsync(Schema + Rows);
        await engine.StopAsync();
        engine.LoadChunk = 20;
        await engine.StartAsync();
        await engine.InstalledAsync();
        return engine;
    }

    private static Task CopiedAsync(RunningEngine engine, int rows) =>
        Eventually.TrueAsync(async () => await engine.ReadAsync(db => db.LoadTables.SumAsync(t => t.Copied, Cancel)) >= rows, Limit);

    private static Task<string?> MessageAsync(RunningEngine engine, long run) =>
        engine.ReadAsync(db => db.Runs.Where(r => r.Id == run && r.Status == RunStatus.Running).Select(r => r.Message).FirstOrDefaultAsync(Cancel));
}
