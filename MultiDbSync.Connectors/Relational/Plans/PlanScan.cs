namespace MultiDbSync.Connectors.Relational.Plans;

/// <summary>A plan reads a whole table.</summary>
/// <param name="Table">As the database names it.</param>
/// <param name="Alias">As the statement names it.</param>
/// <param name="Rows">How many rows the table has, about; null when not known.</param>
internal sealed record PlanScan(string Table, string Alias, double? Rows)
{
    /// <summary>The rows are more than <see cref="Rows"/>.</summary>
    public bool IsAtLeast { get; init; }

    /// <summary>Once for each row of what comes before it.</summary>
    public bool Repeated { get; init; }

    /// <summary>Joined with so few rows that looking each up would read less.</summary>
    public bool JoinedWithFew { get; init; }

    /// <summary>It is an index that is read whole, in its order or because it holds all that is needed.</summary>
    public string? Index { get; init; }

    /// <summary>Columns in the conditions that the plan shows at this step.</summary>
    public IReadOnlyList<ColumnUse> Conditions { get; init; } = [];

    /// <summary>The database makes an index over these columns for this one statement.</summary>
    public IReadOnlyList<string>? MadeIndex { get; init; }
}
