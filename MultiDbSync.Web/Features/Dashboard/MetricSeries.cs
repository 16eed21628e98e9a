using MultiDbSync.Contracts.Status;

namespace MultiDbSync.Web.Features.Dashboard;

/// <summary>The points that the charts show: history once, then one second after the other, gathered into buckets of the history's length.</summary>
public sealed class MetricSeries
{
    private readonly List<MetricPoint> _points = [];
    private TimeSpan _window = TimeSpan.FromMinutes(5);
    private TimeSpan _bucket = TimeSpan.FromSeconds(1);
    private int _inLast = 1;
    private MetricPoint? _now;

    /// <summary>Oldest first; the second under way, as far as it is told, last.</summary>
    public IReadOnlyList<MetricPoint> Points => _now is null ? _points : [.. _points, _now];

    /// <summary>Starts anew with what the API knows.</summary>
    public void Load(SyncMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        _window = metrics.To - metrics.From;
        _bucket = TimeSpan.FromSeconds(Math.Max(1, metrics.BucketSeconds));
        _now = null;
        _points.Clear();
        _points.AddRange(metrics.Points.OrderBy(point => point.At));
        _inLast = Math.Max(1, metrics.BucketSeconds);
    }

    /// <summary>Adds a second's figures.</summary>
    public void Add(MetricPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (_points.Count > 0 && point.At < _points[^1].At)
            return;
        _now = point.IsPartial ? point : null;
        if (_now is not null)
            return;

        if (_points.Count > 0 && point.At - _points[^1].At < _bucket)
        {
            _points[^1] = Join(_points[^1], point, _inLast++);
        }
        else
        {
            _points.Add(point);
            _inLast = 1;
        }

        _points.RemoveAll(old => old.At < point.At - _window);
    }

    private static MetricPoint Join(MetricPoint bucket, MetricPoint next, int count) => next with
    {
        At = bucket.At,
        CapturedPerSecond = Mean(bucket.CapturedPerSecond, next.CapturedPerSecond, count),
        AppliedPerSecond = Mean(bucket.AppliedPerSecond, next.AppliedPerSecond, count),
        LagSeconds = Math.Max(bucket.LagSeconds, next.LagSeconds),
        ConflictsDetected = bucket.ConflictsDetected + next.ConflictsDetected,
        Errors = bucket.Errors + next.Errors,
        Applies = bucket.Applies + next.Applies,
        ApplySeconds = bucket.Applies + next.Applies == 0 ? 0 : (bucket.ApplySeconds * bucket.Applies + next.ApplySeconds * next.Applies) / (bucket.Applies + next.Applies),
        SlowestApplySeconds = Math.Max(bucket.SlowestApplySeconds, next.SlowestApplySeconds),
    };

    private static double Mean(double mean, double next, int count) => mean + (next - mean) / (count + 1);
}
