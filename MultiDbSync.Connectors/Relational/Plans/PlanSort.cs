namespace MultiDbSync.Connectors.Relational.Plans;

/// <summary>A plan sorts rows apart.</summary>
/// <param name="Purpose">What for: <c>ORDER BY</c>, <c>GROUP BY</c>, <c>DISTINCT</c>.</param>
/// <param name="Way">How, in words, for instance "in a temporary B-tree".</param>
internal sealed record PlanSort(string Purpose, string Way)
{
    /// <summary>By these columns; null when they are no plain columns or not known.</summary>
    public IReadOnlyList<ColumnUse>? Keys { get; init; }

    /// <summary>An index on the columns would be used, as far as can be told.</summary>
    public bool IndexWouldServe { get; init; }
}
