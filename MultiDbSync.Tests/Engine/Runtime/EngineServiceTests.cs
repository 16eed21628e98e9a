using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Engine.Runtime;

public sealed class EngineServiceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Change_RealTime_ReachesTheOthers()
    {
        await using var bench = await EngineBench.CreateAsync();
        await bench.StartAsync();
        bench.Insert("n0", 1, 10, 20);
        await Eventually.TrueAsync(() => bench.Holds("n1", 1, 10, 20) && bench.Holds("n2", 1, 10, 20), Patience);
    }

    [Fact]
    public async Task Change_WhileTheEngineIsDown_ArrivesAfterItsStart()
    {
        await using var bench = await EngineBench.CreateAsync();
        await bench.StartAsync();
        await bench.StopAsync();
        bench.Insert("n2", 1, 10, 20);
        await bench.StartAsync();
        await Eventually.TrueAsync(() => bench.Holds("n0", 1, 10, 20) && bench.Holds("n1", 1, 10, 20), Patience);
    }

    [Fact]
    public async Task SameRowChangedOnTwoSides_OneConflict_ItsEventAndBothValuesStay()
    {
        await using var bench = await EngineBench.CreateAsync();
        await bench.StartAsync();
        bench.Insert("n0", 1, 1, 1);
        await Eventually.TrueAsync(() => bench.Holds("n1", 1, 1, 1) && bench.Holds("n2", 1, 1, 1), Patience);
        await bench.StopAsync();
        bench.Update("n0", 1, 2, 1);
        bench.Update("n1", 1, 3, 1);
        await bench.StartAsync();
        await Eventually.TrueAsync(() => bench.QueryAsync(db => db.Conflicts.AnyAsync(c => c.Status == ConflictStatus.Open, Stop)), Patience);
        await Eventually.TrueAsync(() => bench.Events.Any(e => e.Kind == SyncEventKind.Conflict && e.ConflictId is not null), Patience);
        Assert.True(bench.Holds("n0", 1, 2, 1));
        Assert.True(bench.Holds("n1", 1, 3, 1));
        Assert.Equal(1, await bench.QueryAsync(db => db.Conflicts.CountAsync(Stop)));
    }

    [Fact]
    public async Task ManualSet_DeliversInARunOnly_ButFindsConflictsAtOnce()
    {
        await using var bench = await EngineBench.CreateAsync(SyncMode.Manual);
        await bench.StartAsync();
        bench.Insert("n0", 1, 1, 1);
        bench.Insert("n1", 1, 2, 2);
        await Eventually.TrueAsync(() => bench.QueryAsync(db => db.Conflicts.AnyAsync(Stop)), Patience);
        bench.Insert("n0", 2, 5, 5);
        await Eventually.TrueAsync(() => bench.QueryAsync(db => db.Counters.AnyAsync(c => c.Name == "captured" && c.Value == 2, Stop)), Patience);
        Assert.Empty(bench.Databases["n2"].Rows("items"));
        await QueueAsync(bench);
        await Eventually.TrueAsync(() => bench.Holds("n1", 2, 5, 5) && bench.Holds("n2", 2, 5, 5), Patience);
        var run = await EndAsync(bench);
        Assert.Equal(RunStatus.Succeeded, run.Status);
        Assert.Equal(100, run.Percent);
        Assert.Contains(bench.Events, e => e.Kind == SyncEventKind.Run && e.Run!.Status == RunStatus.Succeeded);
    }

    [Fact]
    public async Task ScheduledSet_TimeThatPassedWhileDown_IsMadeUpForOnce()
    {
        await using var bench = await EngineBench.CreateAsync(SyncMode.Scheduled);
        await bench.ChangeAsync(async db => (await db.SyncSets.SingleAsync(Stop)).NextRunAt = DateTimeOffset.UtcNow.AddDays(-3));
        await bench.StartAsync();
        bench.Insert("n0", 1, 1, 1);
        Assert.Equal(RunKind.Scheduled, (await EndAsync(bench)).Kind);
        var next = await bench.QueryAsync(db => db.SyncSets.Select(s => s.NextRunAt).SingleAsync(Stop));
        Assert.True(next > DateTimeOffset.UtcNow);
        Assert.Equal(1, await bench.QueryAsync(db => db.Runs.CountAsync(Stop)));
    }

    [Fact]
    public async Task RunLeftByAKilledWorker_IsGoneOnWith()
    {
        await using var bench = await EngineBench.CreateAsync(SyncMode.Manual);
        await QueueAsync(bench, RunStatus.Running);
        await bench.StartAsync();
        Assert.Equal(RunStatus.Succeeded, (await EndAsync(bench)).Status);
    }

    [Fact]
    public async Task NodeSwitchedOff_MissesNothingAndCatchesUp()
    {
        await using var bench = await EngineBench.CreateAsync();
        await bench.StartAsync();
        await bench.ChangeAsync(async db => (await db.Nodes.SingleAsync(n => n.Name == "n2", Stop)).Enabled = false);
        bench.Insert("n0", 1, 1, 1);
        bench.Insert("n2", 2, 2, 2);
        await Eventually.TrueAsync(() => bench.Holds("n1", 1, 1, 1), Patience);
        await bench.ChangeAsync(async db => (await db.Nodes.SingleAsync(n => n.Name == "n2", Stop)).Enabled = true);
        await Eventually.TrueAsync(() => bench.Holds("n2", 1, 1, 1) && bench.Holds("n0", 2, 2, 2) && bench.Holds("n1", 2, 2, 2), Patience);
    }

    [Fact]
    public async Task SetSwitchedOff_CaptureGoesOn()
    {
        await using var bench = await EngineBench.CreateAsync();
        await bench.ChangeAsync(async db => (await db.SyncSets.SingleAsync(Stop)).Enabled = false);
        await bench.StartAsync();
        bench.Insert("n0", 1, 1, 1);
        await Eventually.TrueAsync(() => bench.Databases["n0"].Log.Count == 0, Patience);
        Assert.Empty(bench.Databases["n1"].Rows("items"));
        await bench.ChangeAsync(async db => (await db.SyncSets.SingleAsync(Stop)).Enabled = true);
        await Eventually.TrueAsync(() => bench.Holds("n1", 1, 1, 1), Patience);
    }

    [Fact]
    public async Task NodeRemoved_NothingOfOursIsLeftAndTheOthersGoOn()
    {
        await using var bench = await EngineBench.CreateAsync();
        await bench.StartAsync();
        await bench.ChangeAsync(async db => (await db.Nodes.SingleAsync(n => n.Name == "n2", Stop)).Removing = true);
        await Eventually.TrueAsync(() => bench.QueryAsync(db => db.Nodes.AllAsync(n => n.Name != "n2", Stop)), Patience);
        Assert.Empty(bench.Databases["n2"].Sets);
        Assert.Empty(bench.Databases["n2"].Log);
        bench.Insert("n0", 1, 1, 1);
        await Eventually.TrueAsync(() => bench.Holds("n1", 1, 1, 1), Patience);
        Assert.Empty(bench.Databases["n2"].Rows("items"));
    }

    [Fact]
    public async Task NodeRemovedWithUnsentChanges_TheOthersReceiveThem()
    {
        await using var bench = await EngineBench.CreateAsync();
        await bench.StartAsync();
        await bench.StopAsync();
        bench.Insert("n2", 1, 1, 1);
        await bench.ChangeAsync(async db => (await db.Nodes.SingleAsync(n => n.Name == "n2", Stop)).Removing = true);
        await bench.StartAsync();
        await Eventually.TrueAsync(() => bench.Holds("n0", 1, 1, 1) && bench.Holds("n1", 1, 1, 1), Patience);
        await Eventually.TrueAsync(() => bench.Databases["n2"].Sets.Count == 0, Patience);
    }

    [Fact]
    public async Task Status_IsWrittenToTheHubStore()
    {
        await using var bench = await EngineBench.CreateAsync();
        await bench.StartAsync();
        await Eventually.TrueAsync(() => bench.QueryAsync(db => db.Nodes.AllAsync(n => n.State == nameof(DatabaseState.Online) && n.LastSeenAt != null, Stop)), Patience);
        await Eventually.TrueAsync(() => bench.QueryAsync(db => db.Settings.AnyAsync(s => s.Name == SettingNames.WorkerSeenAt, Stop)), Patience);
        await Eventually.TrueAsync(() => bench.QueryAsync(db => db.SyncSets.AllAsync(s => s.LastSuccessAt != null, Stop)), Patience);
    }

    private static Task QueueAsync(EngineBench bench, RunStatus status = RunStatus.Queued) => bench.ChangeAsync(db =>
    {
        db.Runs.Add(new RunEntity { SyncSet = EngineBench.SetName, Kind = RunKind.Manual, Status = status, RequestedBy = "ann@library.example", RequestedAt = DateTimeOffset.UtcNow });
        return Task.CompletedTask;
    });

    private static async Task<RunEntity> EndAsync(EngineBench bench)
    {
        await Eventually.TrueAsync(() => bench.QueryAsync(db => db.Runs.AnyAsync(r => r.FinishedAt != null, Stop)), Patience);
        return await bench.QueryAsync(db => db.Runs.FirstAsync(r => r.FinishedAt != null, Stop));
    }
}
