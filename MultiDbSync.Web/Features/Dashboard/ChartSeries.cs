namespace MultiDbSync.Web.Features.Dashboard;

/// <summary>One line or row of bars of a chart, as the browser's module takes it.</summary>
/// <param name="Kind"><c>line</c> or <c>bar</c>.</param>
/// <param name="Data">Pairs of Unix milliseconds and value.</param>
public sealed record ChartSeries(string Name, string Kind, IReadOnlyList<double[]> Data);
