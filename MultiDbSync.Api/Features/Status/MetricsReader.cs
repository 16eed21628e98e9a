using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Status;

/// <summary>Sums the worker's figures into buckets; the store does the summing.</summary>
internal sealed class MetricsReader(HubDbContext db, ConflictCounts conflicts, NodeSums nodes, TimeProvider time)
{
    public async Task<SyncMetrics> ReadAsync(MetricsWindow window, MetricsSelection selection, CancellationToken cancellationToken)
    {
        var range = BucketRange.Of(window, time.GetUtcNow());
        var kinds = await conflicts.ReadAsync(range, selection, cancellationToken);
        var points = selection.IsAll ? await AllAsync(range, cancellationToken) : await PartAsync(range, selection, kinds, cancellationToken);
        return new SyncMetrics(
            range.At(range.First), range.At(range.Last), range.Seconds, points, await db.Counters.ToDictionaryAsync(c => c.Name, c => c.Value, cancellationToken),
            await conflicts.TotalsAsync(selection, cancellationToken))
        { Kinds = kinds };
    }

    private async Task<List<MetricPoint>> AllAsync(BucketRange range, CancellationToken cancellationToken)
    {
        var (from, to, length) = (range.From, range.To, range.Length);
        var sums = await db.Metrics.Where(m => m.At > from && m.At <= to)
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
                Applies = g.Sum(m => m.Applies),
                ApplyMs = g.Sum(m => m.ApplyMs),
                SlowestApplyMs = g.Max(m => m.SlowestApplyMs),
                LastAt = g.Max(m => m.At),
            })
            .ToDictionaryAsync(b => b.Number, cancellationToken);
        var open = await ReadOpenConflictsAsync(sums.Values, from, cancellationToken);
        var stillOpen = open.GetValueOrDefault(0);
        return Points(range, sums, (sum, _) => (stillOpen = open.GetValueOrDefault(sum.LastAt, stillOpen), sum.ConflictsDetected));
    }

    private async Task<List<MetricPoint>> PartAsync(BucketRange range, MetricsSelection selection, IReadOnlyList<KindFigures> kinds, CancellationToken cancellationToken)
    {
        var sums = await nodes.ReadAsync(range, selection, cancellationToken);
        var open = await conflicts.OpenBeforeAsync(range, selection, cancellationToken);
        return Points(range, sums, (_, index) =>
        {
            var found = kinds.Sum(k => k.Opened[index]);
            return (open += found - kinds.Sum(k => k.Resolved[index]), found);
        });
    }

    private static List<MetricPoint> Points(BucketRange range, Dictionary<long, BucketSums> sums, Func<BucketSums, int, (int Open, int Detected)> conflictsOf)
    {
        var points = new List<MetricPoint>(range.Count);
        for (var number = range.First + 1; number <= range.Last; number++)
        {
            var sum = sums.GetValueOrDefault(number, BucketSums.Nothing);
            var (open, detected) = conflictsOf(sum, points.Count);
            points.Add(new MetricPoint(
                range.At(number), (double)sum.Captured / range.Seconds, (double)sum.Applied / range.Seconds, sum.LagSeconds, sum.Pending, open, detected, sum.Errors)
            {
                ApplySeconds = sum.Applies == 0 ? 0 : sum.ApplyMs / sum.Applies / 1000,
                SlowestApplySeconds = sum.SlowestApplyMs / 1000,
                Applies = sum.Applies,
            });
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
}
