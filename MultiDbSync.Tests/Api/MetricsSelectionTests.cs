using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Tests.Api;

public sealed class MetricsSelectionTests
{
    [Theory]
    [InlineData(5, 10, 30)]
    [InlineData(60, 20, 180)]
    [InlineData(24 * 60, 300, 288)]
    [InlineData(7 * 24 * 60, 3600, 168)]
    [InlineData(30 * 24 * 60, 14400, 180)]
    public async Task OfPart_SumsOverDatabases_TakesTheWorst_AndCountsItsConflicts(int minutes, int bucket, int points)
    {
        using var api = new ApiFactory();
        using var caller = await api.SignedInAsync(Roles.Viewer);
        await api.Hub.SeedAsync(HubSeed.Node("primary"), HubSeed.Node("mysql_sim"));
        var end = api.Clock.GetUtcNow().ToUnixTimeMilliseconds() / (bucket * 1000L) * (bucket * 1000L);
        await using (var db = api.Hub.CreateContext())
        {
            db.NodeMetrics.AddRange(
                new NodeMetricEntity { At = end, SyncSet = HubSeed.Set, Node = "primary", Captured = bucket, Pending = 3, LagSeconds = 1 },
                new NodeMetricEntity { At = end, SyncSet = HubSeed.Set, Node = "mysql_sim", Applied = 2 * bucket, Pending = 4, LagSeconds = 2, Applies = 4, ApplyMs = 100, SlowestApplyMs = 70 },
                new NodeMetricEntity { At = end, SyncSet = "", Node = "primary", Errors = 2 },
                new NodeMetricEntity { At = end, SyncSet = "", Node = "elsewhere", Errors = 5 },
                new NodeMetricEntity { At = end, SyncSet = "other", Node = "elsewhere", Captured = 1000, Pending = 99, LagSeconds = 50 });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await ConflictsAsync(api, end);
        var set = await caller.GetAsync<SyncMetrics>($"/api/sync-metrics?minutes={minutes}&syncSet={HubSeed.Set}");
        Assert.Equal((bucket, points), (set.BucketSeconds, set.Points.Count));
        var last = set.Points[^1];
        Assert.Equal((1.0, 2.0, 2.0, 7L, 2), (last.CapturedPerSecond, last.AppliedPerSecond, last.LagSeconds, last.PendingChanges, last.Errors));
        Assert.Equal((0.025, 0.07, 4), (last.ApplySeconds, last.SlowestApplySeconds, last.Applies));
        Assert.Equal((0, 1), (set.Points[0].OpenConflicts, last.OpenConflicts));
        var kinds = set.Kinds.ToDictionary(k => k.Kind, k => (k.Opened.Sum(), k.Resolved.Sum(), k.Opened.Count));
        Assert.Equal((1, 0, points), kinds[ConflictKind.UpdateUpdate]);
        Assert.Equal((1, 1, points), kinds[ConflictKind.UniqueKey]);

        var node = (await caller.GetAsync<SyncMetrics>($"/api/sync-metrics?minutes={minutes}&database=primary")).Points[^1];
        Assert.Equal((1.0, 0.0, 1.0, 3L, 2), (node.CapturedPerSecond, node.AppliedPerSecond, node.LagSeconds, node.PendingChanges, node.Errors));
    }

    private static async Task ConflictsAsync(ApiFactory api, long end)
    {
        var open = await api.Hub.ConflictAsync(1, null, HubSeed.Book(1, "a"), HubSeed.Book(1, "b"));
        var settled = await api.Hub.ConflictAsync(2, null, HubSeed.Book(2, "a"), HubSeed.Book(2, "b"), ConflictKind.UniqueKey);
        await using var db = api.Hub.CreateContext();
        (await db.Conflicts.FindAsync([open], TestContext.Current.CancellationToken))!.DetectedAt = DateTimeOffset.FromUnixTimeMilliseconds(end);
        var second = (await db.Conflicts.FindAsync([settled], TestContext.Current.CancellationToken))!;
        (second.DetectedAt, second.ResolvedAt) = (DateTimeOffset.FromUnixTimeMilliseconds(end - 25_000), DateTimeOffset.FromUnixTimeMilliseconds(end - 20_000));
        second.Status = ConflictStatus.Resolved;
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
