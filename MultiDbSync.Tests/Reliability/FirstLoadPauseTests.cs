using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Snapshots;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Reliability;

/// <summary>First loads that people pause, with workers that come and go meanwhile.</summary>
public sealed class FirstLoadPauseTests
{
    private const string Schema = "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT)";
    private const string Rows = "; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO t SELECT i, 'v' || i FROM n";
    private const string Content = "SELECT group_concat(id || ':' || v) FROM (SELECT * FROM t ORDER BY id)";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Paused_StopsAtAChunk_OutlastsTheWorker_AndGoesOnThereWithAllChanges()
    {
        await using var engine = await StartedAsync();
        var run = await engine.JoinAsync("c", Schema, FirstLoadMode.Replace);
        await Eventually.TrueAsync(async () => await engine.ReadAsync(db => db.LoadTables.SumAsync(t => t.Copied, Cancel)) >= 200, Limit);
        Assert.True(await engine.ReadAsync(db => db.PauseLoadAsync(RunningEngine.SetName, "c", "ada@example.org", Cancel)));
        await SaysPausedAsync(engine, run);
        var stopped = await TableAsync(engine);
        Assert.Equal((false, 0), (stopped.Done, stopped.Copied % 20));

        // Applications go on on every side while it rests, the newcomer included.
        engine.Sql("a", "UPDATE t SET v = 'changed' WHERE id IN (3, 4999); DELETE FROM t WHERE id = 5");
        engine.Sql("c", "INSERT INTO t VALUES (6000, 'own')");
        await engine.BecomesAsync("b", "SELECT v FROM t WHERE id = 6000", "own");

        await engine.StopAsync();
        await engine.StartAsync();
        await Eventually.TrueAsync(async () => (await RunAsync(engine, run)).Attempts == 2, Limit);
        await SaysPausedAsync(engine, run);
        Assert.Equal(stopped.Copied, (await TableAsync(engine)).Copied);
        Assert.Equal("v3", engine.Node("c").Ask("SELECT v FROM t WHERE id = 3"));

        Assert.True(await engine.ReadAsync(db => db.ResumeLoadAsync(RunningEngine.SetName, "c", Cancel)));
        var ended = await engine.EndedAsync(run, Limit);
        Assert.True(ended.Status == RunStatus.Succeeded, ended.Message);
        Assert.Contains("changed", await engine.SameAsync(Content, "a", "b", "c"), StringComparison.Ordinal);
        Assert.False(await engine.ReadAsync(db => db.PauseLoadAsync(RunningEngine.SetName, "c", "too late", Cancel)));
    }

    [Fact]
    public async Task PausedBeforeItBegan_TouchesNothing()
    {
        await using var engine = await RunningEngine.CreateAsync(Schema + Rows, workers: 0);
        var run = await engine.JoinAsync("c", Schema + "; INSERT INTO t VALUES (1, 'mine')", FirstLoadMode.Replace);
        await engine.ReadAsync(db => db.PauseLoadAsync(RunningEngine.SetName, "c", "ada@example.org", Cancel));
        await engine.StartAsync();
        await SaysPausedAsync(engine, run);
        Assert.Equal("mine", engine.Node("c").Ask("SELECT v FROM t"));
        await engine.ReadAsync(db => db.ResumeLoadAsync(RunningEngine.SetName, "c", Cancel));
        Assert.Equal(RunStatus.Succeeded, (await engine.EndedAsync(run, Limit)).Status);
        await engine.SameAsync(Content, "a", "c");
    }

    [Fact]
    public async Task RunCancelledWhileQueued_IsNeverTaken()
    {
        await using var engine = await RunningEngine.CreateAsync(Schema + Rows, workers: 0);
        var cancelled = new RunEntity { SyncSet = RunningEngine.SetName, Kind = RunKind.Manual, Status = RunStatus.Cancelled, RequestedBy = "test", RequestedAt = DateTimeOffset.UnixEpoch };
        await engine.WriteAsync(db => db.Runs.Add(cancelled));
        await engine.StartAsync();
        await engine.RunAsync();
        Assert.Equal((RunStatus.Cancelled, 0), await engine.ReadAsync(async db => await db.Runs.Where(r => r.Id == cancelled.Id).Select(r => ValueTuple.Create(r.Status, r.Attempts)).SingleAsync(Cancel)));
    }

    private static async Task<RunningEngine> StartedAsync()
    {
        var engine = await RunningEngine.CreateAsync(Schema + Rows, workers: 0);
        engine.LoadChunk = 20;
        await engine.StartAsync();
        await engine.InstalledAsync();
        return engine;
    }

    private static Task SaysPausedAsync(RunningEngine engine, long run) => Eventually.TrueAsync(
        async () => await RunAsync(engine, run) is { Status: RunStatus.Running, Message: { } message } && message.StartsWith("Paused by ada@example.org", StringComparison.Ordinal), Limit);

    private static Task<RunEntity> RunAsync(RunningEngine engine, long run) => engine.ReadAsync(db => db.Runs.AsNoTracking().SingleAsync(r => r.Id == run, Cancel));

    private static Task<LoadTableEntity> TableAsync(RunningEngine engine) => engine.ReadAsync(db => db.LoadTables.AsNoTracking().SingleAsync(Cancel));
}
