using System.Globalization;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Web.Components.Shared;
using MultiDbSync.Web.Features.Conflicts;
using MultiDbSync.Web.Features.Runs;

namespace MultiDbSync.Web.Features.Dashboard;

/// <summary>The dashboard's charts, from its points.</summary>
public static class DashboardCharts
{
    private const string FoundThen = "conflicts found at that time";

    /// <summary>All of them, in the order in which they are shown; empty without points.</summary>
    public static IReadOnlyList<ChartModel> Of(IReadOnlyList<MetricPoint> points, SyncMetrics history, MetricsView view)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(view);
        if (points.Count == 0)
            return [];

        ChartSeries Line(string name, Func<MetricPoint, double> value) => Series(points, name, "line", value);
        ChartSeries Bar(string name, Func<MetricPoint, double> value) => Series(points, name, "bar", value);
        var last = points[^1];
        string Runs(DateTimeOffset from, DateTimeOffset to) => new RunFilter(SyncSet: view.SyncSet, From: from, To: to).ToAddress();
        string Found(DateTimeOffset from, DateTimeOffset to) => Conflicts(view, from, to);
        return
        [
            new("chart-changes", "Changes per second", ChartUnit.Rate, string.Create(CultureInfo.InvariantCulture, $"{last.CapturedPerSecond:0.#} in, {last.AppliedPerSecond:0.#} out"),
                [Line("Captured", p => p.CapturedPerSecond), Line("Applied", p => p.AppliedPerSecond)], Runs) { DrillText = "runs of that time" },
            new("chart-lag", "Worst lag", ChartUnit.Seconds, Humanise.Lag(last.LagSeconds), [Line("Worst lag", p => p.LagSeconds)], (_, _) => "/databases") { DrillText = "databases" },
            new("chart-pending", "Backlog", ChartUnit.Count, Humanise.Count(last.PendingChanges, "change"), [Line("Pending", p => p.PendingChanges)], Runs) { DrillText = "runs of that time" },
            new("chart-apply", "Duration of an apply", ChartUnit.Seconds, last.Applies == 0 ? "none now" : $"{Humanise.Lag(last.ApplySeconds)} on average",
                [Line("Average", p => p.ApplySeconds), Line("Slowest", p => p.SlowestApplySeconds)]),
            new("chart-errors", "Errors", ChartUnit.Count, Humanise.Count(points.Sum(p => p.Errors), "error"), [Bar("Errors", p => p.Errors)], (_, _) => "/alerts") { DrillText = "alerts" },
            new("chart-conflicts", "Conflicts", ChartUnit.Count, $"{last.OpenConflicts} open", [Line("Open", p => p.OpenConflicts), Bar("Found", p => p.ConflictsDetected)], Found) { DrillText = FoundThen },
            ByKind("chart-opened", "Conflicts found, by kind", history, k => k.Opened, Found, FoundThen),
            // Conflicts can't be looked for by when they were settled.
            ByKind("chart-resolved", "Conflicts settled, by kind", history, k => k.Resolved, (_, _) => Conflicts(view, null, null), "conflicts"),
        ];
    }

    private static ChartModel ByKind(
        string id, string title, SyncMetrics history, Func<KindFigures, IReadOnlyList<int>> numbers, Func<DateTimeOffset, DateTimeOffset, string> address, string drillText)
    {
        var series = history.Kinds.Where(k => numbers(k).Any(n => n > 0)).Select(k => new ChartSeries(
            Words.Of(k.Kind), "stack", [.. numbers(k).Zip(history.Points, (n, point) => new[] { point.At.ToUnixTimeMilliseconds(), (double)n })])).ToList();
        return new ChartModel(id, title, ChartUnit.Count, Humanise.Count(history.Kinds.Sum(k => numbers(k).Sum())), series, address) { DrillText = drillText };
    }

    private static string Conflicts(MetricsView view, DateTimeOffset? from, DateTimeOffset? to) =>
        new ConflictFilter(ConflictFilter.AnyStatus, view.SyncSet, Database: view.Database, From: from, To: to).ToAddress();

    private static ChartSeries Series(IReadOnlyList<MetricPoint> points, string name, string kind, Func<MetricPoint, double> value) =>
        new(name, kind, [.. points.Select(point => new[] { point.At.ToUnixTimeMilliseconds(), value(point) })]);
}
