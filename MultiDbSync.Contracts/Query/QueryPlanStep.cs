namespace MultiDbSync.Contracts.Query;

/// <summary>A step of a plan.</summary>
/// <param name="Depth">0 for the root.</param>
/// <param name="Action">What it does, in plain words.</param>
/// <param name="Native">The database's own name for it.</param>
/// <param name="Table">The table that it reads, with its alias where that differs.</param>
/// <param name="Detail">Its condition, sort key or grouping, as the database prints it.</param>
/// <param name="Rows">Rows that the database expects.</param>
/// <param name="Cost">The database's own measure, with all that feeds the step.</param>
/// <param name="IsCostly">It reads a whole table that is big, or sorts apart.</param>
public sealed record QueryPlanStep(
    int Depth,
    string Action,
    string Native,
    string? Table,
    string? Index,
    string? Detail,
    double? Rows,
    double? Cost,
    bool IsCostly);
