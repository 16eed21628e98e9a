namespace MultiDbSync.Web.Features.Dashboard;

/// <summary>One line or row of bars of a chart, as the browser's module takes it.</summary>
/// <param name="Kind"><c>line</c>, <c>bar</c> or <c>stack</c>: bars on top of each other.</param>
/// <param name="Data">Pairs of Unix milliseconds and value.</param>
public sealed record ChartSeries(string Name, string Kind, IReadOnlyList<double[]> Data);
