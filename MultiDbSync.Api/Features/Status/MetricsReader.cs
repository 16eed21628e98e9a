using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Status;

/// <summary>Sums the worker's figures into buckets; the store does the summing.</summary>
internal sealed class MetricsReader(HubDbContext db, TimeProvider time)
{
    public async Task<SyncMetrics> ReadAsync(MetricsWindow window, CancellationToken cancellationToken)
    {
        // A point stands for the bucket that ends at its time, as the worker's intervals do. Whole buckets only, so that charts don't jitter.
        var length = window.BucketSeconds * 1000L;
        var last = time.GetUtcNow().ToUnixTimeMilliseconds() / length;
        var first = last - (window.Minutes * 60L / window.BucketSeconds);
        var sums = await db.Metrics.Where(m => m.At > first * length && m.At <= last * length)
            .GroupBy(m => (m.At - 1) / length)
            .Select(g => new BucketSums
            {
                Number = g.Key + 1,
                Captured = g.Sum(m => m.Captured),
                Applied = g.Sum(m => m.Applied),
                LagSeconds = g.Max(m => m.LagSeconds),
                Pending = g.Max(m => m.Pending),
                ConflictsDetected = g.Sum(m => m.ConflictsDetected),
                Errors = g.Sum(m => m.Errors),
                LastAt = g.Max(m => m.At),
            })
            .ToDictionaryAsync(b => b.Number, cancellationToken);
        var open = await ReadOpenConflictsAsync(sums.Values, first * length, cancellationToken);

        return new SyncMetrics(
            At(first * length), At(last * length), window.BucketSeconds, Points(first, last, window.BucketSeconds, sums, open),
            await db.Counters.ToDictionaryAsync(c => c.Name, c => c.Value, cancellationToken), await ReadKindsAsync(cancellationToken));
    }

    private static List<MetricPoint> Points(long first, long last, int seconds, Dictionary<long, BucketSums> sums, Dictionary<long, int> open)
    {
        var points = new List<MetricPoint>((int)(last - first));
        var stillOpen = open.GetValueOrDefault(0);
        for (var number = first + 1; number <= last; number++)
        {
            var sum = sums.GetValueOrDefault(number, BucketSums.Nothing);
            stillOpen = open.GetValueOrDefault(sum.LastAt, stillOpen);
            points.Add(new MetricPoint(
                At(number * seconds * 1000L), (double)sum.Captured / seconds, (double)sum.Applied / seconds, sum.LagSeconds, sum.Pending, stillOpen,
                sum.ConflictsDetected, sum.Errors));
        }

        return points;
    }

    // Conflicts stay open while nothing happens: the last known number holds until the next one. Key 0 is what held before the window.
    private async Task<Dictionary<long, int>> ReadOpenConflictsAsync(IEnumerable<BucketSums> sums, long from, CancellationToken cancellationToken)
    {
        var ends = sums.Select(s => s.LastAt).ToList();
        var open = await db.Metrics.Where(m => ends.Contains(m.At)).ToDictionaryAsync(m => m.At, m => m.OpenConflicts, cancellationToken);
        open[0] = await db.Metrics.Where(m => m.At <= from).OrderByDescending(m => m.At).Select(m => m.OpenConflicts).FirstOrDefaultAsync(cancellationToken);
        return open;
    }

    private async Task<Dictionary<string, int>> ReadKindsAsync(CancellationToken cancellationToken)
    {
        var found = await db.Conflicts.GroupBy(c => c.Kind).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return Enum.GetValues<ConflictKind>().ToDictionary(k => k.ToString(), k => found.GetValueOrDefault(k));
    }

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
