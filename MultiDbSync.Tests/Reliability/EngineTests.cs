using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Tests.Reliability;

/// <summary>The whole engine at work on files.</summary>
public sealed class EngineTests
{
    private const string Schema = "CREATE TABLE t(id INTEGER PRIMARY KEY, v)";
    private const string Content = "SELECT group_concat(id || ':' || v) FROM (SELECT * FROM t ORDER BY id)";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("DROP TRIGGER mds_capture_update_t")]
    [InlineData("DROP TRIGGER mds_capture_insert_t; DROP TRIGGER mds_capture_delete_t; DROP TRIGGER mds_capture_update_t; DROP TABLE mds_change; DROP TABLE mds_state")]
    public async Task R16_CaptureTakenAway_ShownAndPutBack(string damage)
    {
        await using var engine = await RunningEngine.CreateAsync(Schema);
        await engine.InstalledAsync();
        engine.Sql("a", "INSERT INTO t VALUES (1, 'x')");
        await engine.BecomesAsync("b", Content, "1:x");
        engine.Sql("a", "BEGIN IMMEDIATE;" + damage + "; COMMIT");
        await engine.NodeShowsAsync("a", nameof(DatabaseState.Attention));
        await engine.BecomesAsync("a", "SELECT count(*) FROM sqlite_schema WHERE name = 'mds_capture_update_t'", "1");
        engine.Sql("a", "INSERT INTO t VALUES (2, 'y')");
        await engine.BecomesAsync("b", Content, "1:x,2:y");
    }

    [Fact]
    public async Task R42_CorruptFile_ShownWhileOthersGoOn()
    {
        await using var engine = await RunningEngine.CreateAsync(Schema);
        await engine.InstalledAsync();
        await engine.StopAsync();
        engine.Node("b").Corrupt();
        await engine.StartAsync();
        await engine.NodeShowsAsync("b", nameof(DatabaseState.Offline));
        await engine.NodeShowsAsync("a", nameof(DatabaseState.Online));
    }

    [Fact]
    public async Task RestoredBackup_WhileStopped_WhatItLacksComesBack()
    {
        await using var engine = await RunningEngine.CreateAsync(Schema);
        await engine.InstalledAsync();
        await engine.Node("a").KillAsync();
        engine.Node("a").BackUp("old");
        engine.Sql("a", "INSERT INTO t VALUES (1, 'own')");
        await engine.BecomesAsync("b", Content, "1:own");
        await engine.StopAsync();
        await engine.Node("a").RestoreAsync("old");
        await engine.StartAsync();
        await engine.BecomesAsync("a", Content, "1:own");
        await engine.NodeShowsAsync("a", nameof(DatabaseState.Attention));
    }

    [Fact]
    public async Task TwoWorkers_WritesOnBothSides_EqualWithoutConflictOrAlarm()
    {
        await using var engine = await RunningEngine.CreateAsync(Schema, workers: 2);
        await engine.InstalledAsync();
        for (var i = 0; i < 60; i++)
        {
            engine.Sql(i % 2 == 0 ? "a" : "b", $"INSERT INTO t VALUES ({i}, 0)");
            engine.Sql(i % 2 == 0 ? "a" : "b", $"UPDATE t SET v = v + 1 WHERE id = {i}");
        }

        await engine.BecomesAsync("a", "SELECT sum(v) FROM t", "60");
        await engine.BecomesAsync("b", "SELECT sum(v) FROM t", "60");
        Assert.Equal(0, await engine.ReadAsync(db => db.Conflicts.CountAsync(Cancel)));
        Assert.All(await engine.ReadAsync(db => db.Nodes.ToListAsync(Cancel)), n => Assert.Equal(1, n.Epoch));
    }

    [Fact]
    public async Task ManualSet_DeliversOnlyInRuns_FindsConflictsAnyway()
    {
        await using var engine = await RunningEngine.CreateAsync(Schema, SyncMode.Manual);
        await engine.InstalledAsync();
        engine.Sql("a", "INSERT INTO t VALUES (1, 'a'), (2, 'a')");
        engine.Sql("b", "INSERT INTO t VALUES (1, 'b')");
        await engine.BecomesAsync("a", "SELECT count(*) FROM mds_change", "0");
        await engine.BecomesAsync("b", "SELECT count(*) FROM mds_change", "0");
        Assert.Equal(1, await engine.ReadAsync(db => db.Conflicts.CountAsync(Cancel)));
        Assert.Equal("1:b", engine.Node("b").Ask(Content));
        Assert.Equal(RunStatus.Succeeded, await engine.RunAsync());
        Assert.Equal("1:b,2:a", engine.Node("b").Ask(Content));
    }

    [Fact]
    public async Task NodeDisabledAndEnabledAgain_ReceivesAndSendsWhatItMissed()
    {
        await using var engine = await RunningEngine.CreateAsync(Schema);
        await engine.InstalledAsync();
        await engine.WriteAsync(db => db.Nodes.Single(n => n.Name == "b").Enabled = false);
        engine.Sql("b", "INSERT INTO t VALUES (2, 'b')");
        engine.Sql("a", "INSERT INTO t VALUES (1, 'a')");
        await engine.BecomesAsync("a", "SELECT count(*) FROM mds_change", "0");
        await engine.WriteAsync(db => db.Nodes.Single(n => n.Name == "b").Enabled = true);
        await engine.BecomesAsync("a", Content, "1:a,2:b");
        await engine.BecomesAsync("b", Content, "1:a,2:b");
    }

    [Fact]
    public async Task NodeThatLeavesASet_HandsOverItsLastChanges_KeepsItsRows_AndIsCapturedNoMore()
    {
        await using var engine = await RunningEngine.CreateAsync(Schema);
        await engine.InstalledAsync();
        engine.Sql("b", "INSERT INTO t VALUES (1, 'x')");
        await engine.WriteAsync(db => db.SyncRoutes.Single(r => r.Node == "b").State = MultiDbSync.Contracts.SyncSets.RouteState.Leaving);
        await MultiDbSync.Tests.Support.Eventually.TrueAsync(async () => await engine.ReadAsync(db => db.SyncRoutes.CountAsync(Cancel)) == 1, TimeSpan.FromSeconds(20));
        await engine.BecomesAsync("a", "SELECT count(*) FROM t", "1");
        await engine.BecomesAsync("b", "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'mds%'", "0");
        Assert.Equal("1", engine.Node("b").Ask("SELECT count(*) FROM t"));
        Assert.Equal(2, await engine.ReadAsync(db => db.Nodes.CountAsync(Cancel)));
    }

    [Fact]
    public async Task NodeRemovedUnderLoad_LeavesNoTrace()
    {
        await using var engine = await RunningEngine.CreateAsync(Schema);
        await engine.InstalledAsync();
        using var enough = new CancellationTokenSource();
        var load = Task.Run(
            () =>
            {
                for (var i = 0; !enough.IsCancellationRequested; i++) engine.Sql("b", $"INSERT INTO t VALUES ({i}, 'x')");
            },
            Cancel);
        await engine.BecomesAsync("a", "SELECT count(*) > 5 FROM t", "1");
        await engine.WriteAsync(db => db.Nodes.Single(n => n.Name == "b").Removing = true);
        await engine.BecomesAsync("b", "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'mds%'", "0");
        await enough.CancelAsync();
        await load;
        await MultiDbSync.Tests.Support.Eventually.TrueAsync(async () => await engine.ReadAsync(db => db.Nodes.CountAsync(Cancel)) == 1, TimeSpan.FromSeconds(20));
        Assert.Equal("0", engine.Node("b").Ask("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'mds%'"));
    }
}
