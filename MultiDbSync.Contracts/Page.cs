namespace MultiDbSync.Contracts;

/// <summary>One page of a list that the server filters and sorts.</summary>
/// <param name="Total">Rows over all pages.</param>
/// <param name="PageNumber">From 1.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total, int PageNumber, int PageSize);
