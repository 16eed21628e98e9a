namespace MultiDbSync.Engine.Connectors;

/// <summary>A step of a plan.</summary>
/// <param name="Action">What it does, in plain words.</param>
/// <param name="Native">The database's own name for it.</param>
public sealed record PlanNode(string Action, string Native)
{
    /// <summary>The table that it reads, with its alias in the statement where that differs.</summary>
    public string? Table { get; init; }

    /// <summary>The index that it uses.</summary>
    public string? Index { get; init; }

    /// <summary>Its condition, sort key or grouping, as the database prints it.</summary>
    public string? Detail { get; init; }

    /// <summary>Rows that the database expects.</summary>
    public double? Rows { get; init; }

    /// <summary>The database's own measure of cost, with all that feeds it.</summary>
    public double? Cost { get; init; }

    /// <summary>It reads a whole table, or sorts apart: what advice is mostly about.</summary>
    public bool IsCostly { get; init; }

    /// <summary>The steps that feed it.</summary>
    public IReadOnlyList<PlanNode> Children { get; init; } = [];
}
