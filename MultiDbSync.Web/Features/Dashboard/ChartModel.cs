namespace MultiDbSync.Web.Features.Dashboard;

/// <summary>One chart: what it draws, and what its table twin and its file hold.</summary>
/// <param name="Id">The element's id, and the file's name.</param>
/// <param name="Now">The newest value in words.</param>
/// <param name="Drill">The page that a point leads to: a chosen bucket's beginning and end are put in by <see cref="Address"/>.</param>
public sealed record ChartModel(string Id, string Title, ChartUnit Unit, string Now, IReadOnlyList<ChartSeries> Series, Func<DateTimeOffset, DateTimeOffset, string>? Drill = null)
{
    /// <summary>What a click on a point opens, in words.</summary>
    public string? DrillText { get; init; }

    /// <summary>Where the bucket that ends at that time leads to, or null.</summary>
    public string? Address(DateTimeOffset end, TimeSpan bucket) => Drill?.Invoke(end - bucket, end);
}
