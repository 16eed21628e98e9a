using Microsoft.EntityFrameworkCore;
using MultiDbSync.Engine.Metrics;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Engine.Metrics;

public sealed class MetricsRollUpTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OldSeconds_BecomeMinutesThenHours_SumsAndWorstValuesStay()
    {
        await using var hub = await TempHub.CreateAsync(Cancel);
        await SeedAsync(hub.Store, Now.AddHours(-30), Now, TimeSpan.FromSeconds(10));
        await SeedAsync(hub.Store, Now.AddDays(-40), Now.AddDays(-40).AddMinutes(5), TimeSpan.FromSeconds(10));
        var before = await TotalsAsync(hub.Store, Now.AddHours(-30));

        await RollUpAsync(hub.Store, Now);

        Assert.Equal(before, await TotalsAsync(hub.Store, Now.AddHours(-30)));
        await using var db = hub.Store.CreateContext();
        Assert.False(await db.Metrics.AnyAsync(m => m.At < Now.AddDays(-31).ToUnixTimeMilliseconds(), Cancel));
        var ages = await db.Metrics.Select(m => (Now.ToUnixTimeMilliseconds() - m.At) / 60_000).ToListAsync(Cancel);

        // 30 hours are 10,800 rows; what is left: 4 hours as 4 rows, 24 hours as 1,440, two hours as they were.
        Assert.Equal((4, 1440, 720), (ages.Count(a => a >= 26 * 60), ages.Count(a => a is >= 120 and < 26 * 60), ages.Count(a => a < 120)));
        Assert.Equal(2 * ages.Count, await db.NodeMetrics.CountAsync(Cancel));
        var hour = await db.Metrics.OrderBy(m => m.At).FirstAsync(Cancel);
        Assert.Equal((360, 3600, 7.5, 4), (hour.Captured, hour.Seconds, hour.LagSeconds, hour.OpenConflicts));
        Assert.Equal(0, hour.At % 3_600_000);
    }

    [Fact]
    public async Task Repeated_ChangesNothing_AndLateRowsJoinTheirMinute()
    {
        await using var hub = await TempHub.CreateAsync(Cancel);
        await SeedAsync(hub.Store, Now.AddHours(-4), Now.AddHours(-3), TimeSpan.FromSeconds(1));
        await RollUpAsync(hub.Store, Now);
        var first = await RowsAsync(hub.Store);
        await RollUpAsync(hub.Store, Now);
        Assert.Equal(first, await RowsAsync(hub.Store));
        Assert.Equal(60, first.Count);

        await using (var db = hub.Store.CreateContext())
        {
            db.Metrics.Add(new MetricEntity { At = Now.AddHours(-4).AddSeconds(30).ToUnixTimeMilliseconds(), Captured = 1000 });
            await db.SaveChangesAsync(Cancel);
        }

        await RollUpAsync(hub.Store, Now);
        var joined = await RowsAsync(hub.Store);
        Assert.Equal((60, first[0].Captured + 1000), (joined.Count, joined[0].Captured));
    }

    [Fact]
    public async Task AMonthOfActivity_HasABoundedNumberOfRows()
    {
        await using var hub = await TempHub.CreateAsync(Cancel);
        await SeedAsync(hub.Store, Now.AddDays(-31), Now, TimeSpan.FromMinutes(1));
        await RollUpAsync(hub.Store, Now);
        await using var db = hub.Store.CreateContext();
        Assert.InRange(await db.Metrics.CountAsync(Cancel), 1, 31 * 24 + 26 * 60 + 10);
        Assert.InRange(await db.NodeMetrics.CountAsync(Cancel), 1, 2 * (31 * 24 + 26 * 60 + 10));
    }

    // As often as housekeeping would until nothing is left to do.
    private static async Task RollUpAsync(HubStore store, DateTimeOffset now)
    {
        for (var step = 0; step < 120; step++)
        {
            await using var db = store.CreateContext();
            await MetricsRollUp.RunAsync(db, now, Cancel);
        }
    }

    private static async Task SeedAsync(HubStore store, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        var (first, last, every, seconds) = ((from + step).ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds(), (long)step.TotalMilliseconds, step.TotalSeconds);
        await using var db = store.CreateContext();
        await db.Database.ExecuteSqlAsync(
            $"""
            WITH RECURSIVE n(at, number) AS (SELECT {first}, 0 UNION ALL SELECT at + {every}, number + 1 FROM n WHERE at + {every} <= {last})
            INSERT INTO metrics (at, seconds, captured, applied, lag_seconds, pending, open_conflicts, conflicts_detected, errors, applies, apply_ms, slowest_apply_ms)
            SELECT at, {seconds}, 1, 2, CASE WHEN number % 7 = 0 THEN 7.5 ELSE 1 END, 3, 4, 0, 0, 1, 5, number % 5 FROM n
            """,
            Cancel);
        await db.Database.ExecuteSqlAsync(
            $"""
            WITH RECURSIVE n(at, number) AS (SELECT {first}, 0 UNION ALL SELECT at + {every}, number + 1 FROM n WHERE at + {every} <= {last})
            INSERT INTO node_metrics (at, sync_set, node, captured, applied, lag_seconds, pending, errors, applies, apply_ms, slowest_apply_ms)
            SELECT at, 'set', node, 1, 0, 0, number % 9, 1, 0, 0, 0 FROM n, (SELECT 'a' AS node UNION ALL SELECT 'b')
            """,
            Cancel);
    }

    private static async Task<(long Captured, long Applied, double Lag, double ApplyMs, double Slowest, long NodeCaptured, int NodeErrors)> TotalsAsync(HubStore store, DateTimeOffset from)
    {
        await using var db = store.CreateContext();
        var since = from.ToUnixTimeMilliseconds();
        var rows = await db.Metrics.Where(m => m.At > since).ToListAsync(Cancel);
        var nodes = await db.NodeMetrics.Where(m => m.At > since).ToListAsync(Cancel);
        return (rows.Sum(r => r.Captured), rows.Sum(r => r.Applied), rows.Max(r => r.LagSeconds), rows.Sum(r => r.ApplyMs), rows.Max(r => r.SlowestApplyMs), nodes.Sum(n => n.Captured), nodes.Sum(n => n.Errors));
    }

    private static async Task<List<(long At, long Captured)>> RowsAsync(HubStore store)
    {
        await using var db = store.CreateContext();
        return (await db.Metrics.OrderBy(m => m.At).ToListAsync(Cancel)).ConvertAll(m => (m.At, m.Captured));
    }
}
