using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Tests.Api;

public sealed class StatusTests
{
    [Fact]
    public async Task Status_PutsTogetherWhatTheWorkerKeeps()
    {
        using var api = new ApiFactory();
        using var caller = await api.SignedInAsync(Roles.Viewer);
        var behind = HubSeed.Node("mysql_sim", pending: 2);
        behind.BehindSince = api.Clock.GetUtcNow().AddSeconds(-4);
        await api.Hub.SeedAsync(HubSeed.Node("primary"), behind, HubSeed.Node("postgres_sim", enabled: false));
        await api.Hub.WorkerSeenAsync(api.Clock.GetUtcNow());
        await api.Hub.ConflictAsync(1, null, HubSeed.Book(1, "a"), HubSeed.Book(1, "b"), ConflictKind.CreateCreate);

        var status = await caller.GetAsync<SyncStatus>("/api/sync-status");
        Assert.Equal((SyncHealth.Syncing, "2 changes are on their way to mysql_sim; 1 row waits for a decision."), (status.Health, status.Sentence));
        Assert.Equal((2, 1, false), (status.PendingChanges, status.OpenConflicts, status.RedisConnected));
        Assert.InRange(status.LagSeconds, 3.9, 4.1);
        Assert.Equal(DatabaseState.Disabled, status.Databases.Single(d => d.Name == "postgres_sim").State);
        var set = Assert.Single(status.SyncSets);
        Assert.Equal((2, 1, 3), (set.PendingChanges, set.OpenConflicts, set.Databases.Count));

        api.Clock.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal(SyncHealth.Degraded, (await caller.GetAsync<SyncStatus>("/api/sync-status")).Health);
    }

    [Theory]
    [InlineData(5, 1, 300)]
    [InlineData(60, 15, 240)]
    [InlineData(1440, 300, 288)]
    public async Task Metrics_FillBucketsWithoutGaps(int minutes, int bucket, int points)
    {
        using var api = new ApiFactory();
        using var caller = await api.SignedInAsync(Roles.Viewer);
        var length = bucket * 1000L;
        var end = api.Clock.GetUtcNow().ToUnixTimeMilliseconds() / length * length;
        await using (var db = api.Hub.CreateContext())
        {
            db.Metrics.Add(new MetricEntity { At = end - (minutes * 60_000L) - 1, OpenConflicts = 3, Seconds = 1, Captured = 1000 });
            db.Metrics.Add(new MetricEntity { At = end - (10 * length), Captured = 30, Applied = 60, LagSeconds = 0.5, Pending = 7, OpenConflicts = 2, Errors = 1, Seconds = 1 });
            db.Metrics.Add(new MetricEntity { At = end - (10 * length) - 400, Captured = 15, Applied = 0, LagSeconds = 1.5, Pending = 2, OpenConflicts = 4, ConflictsDetected = 1, Seconds = 1 });
            db.Counters.Add(new CounterEntity { Name = "captured", Value = 12345 });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await api.Hub.ConflictAsync(1, null, HubSeed.Book(1, "a"), HubSeed.Book(1, "b"), ConflictKind.CreateCreate);
        var metrics = await caller.GetAsync<SyncMetrics>($"/api/sync-metrics?minutes={minutes}");

        Assert.Equal((bucket, points), (metrics.BucketSeconds, metrics.Points.Count));
        Assert.Equal(end, metrics.To.ToUnixTimeMilliseconds());
        for (var i = 1; i < points; i++) Assert.Equal(TimeSpan.FromSeconds(bucket), metrics.Points[i].At - metrics.Points[i - 1].At);

        var busy = metrics.Points[^11];
        Assert.Equal(45.0 / bucket, busy.CapturedPerSecond, 6);
        Assert.Equal(60.0 / bucket, busy.AppliedPerSecond, 6);
        Assert.Equal((1.5, 7, 2, 1, 1), (busy.LagSeconds, busy.PendingChanges, busy.OpenConflicts, busy.ConflictsDetected, busy.Errors));
        Assert.Equal((0, 0, 3), (metrics.Points[0].CapturedPerSecond, metrics.Points[0].PendingChanges, metrics.Points[0].OpenConflicts));
        Assert.Equal((0, 2), (metrics.Points[^1].CapturedPerSecond, metrics.Points[^1].OpenConflicts));
        Assert.Equal(12345, metrics.Totals["captured"]);
        Assert.Equal((1, 0), (metrics.ConflictsByKind["CreateCreate"], metrics.ConflictsByKind["UniqueKey"]));
    }
}
