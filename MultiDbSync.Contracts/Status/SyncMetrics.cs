namespace MultiDbSync.Contracts.Status;

/// <summary>Body of <c>GET /api/sync-metrics</c>.</summary>
/// <param name="BucketSeconds">Length of a bucket, in seconds.</param>
/// <param name="Totals">Counters since the hub store was made: captured, applied, equalResults, merged, autoResolved, divergences, …</param>
public sealed record SyncMetrics(
    DateTimeOffset From,
    DateTimeOffset To,
    int BucketSeconds,
    IReadOnlyList<MetricPoint> Points,
    IReadOnlyDictionary<string, long> Totals,
    IReadOnlyDictionary<string, int> ConflictsByKind)
{
    /// <summary>Conflicts found and settled in each bucket, for each kind that has any in the window.</summary>
    public IReadOnlyList<KindFigures> Kinds { get; init; } = [];
}
