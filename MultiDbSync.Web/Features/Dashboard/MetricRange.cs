namespace MultiDbSync.Web.Features.Dashboard;

/// <summary>How far back the charts look.</summary>
public sealed record MetricRange(string Key, string Label, int Minutes)
{
    /// <summary>Shortest first.</summary>
    public static IReadOnlyList<MetricRange> All { get; } =
        [new("5m", "5 min", 5), new("1h", "1 hour", 60), new("24h", "24 hours", 24 * 60), new("7d", "7 days", 7 * 24 * 60), new("30d", "30 days", 30 * 24 * 60)];

    /// <summary>The range of that key, or the shortest.</summary>
    public static MetricRange Of(string? key) => All.FirstOrDefault(range => range.Key == key) ?? All[0];
}
