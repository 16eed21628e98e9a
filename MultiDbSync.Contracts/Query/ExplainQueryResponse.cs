namespace MultiDbSync.Contracts.Query;

/// <summary>A database's plan for a statement.</summary>
/// <param name="Steps">The tree from its root on: a step's children follow it with a depth of one more.</param>
/// <param name="Native">The plan as the database printed it.</param>
/// <param name="ElapsedMilliseconds">Time that planning took at the database, in milliseconds.</param>
public sealed record ExplainQueryResponse(
    string Database,
    IReadOnlyList<QueryPlanStep> Steps,
    IReadOnlyList<QueryAdvice> Advice,
    string Native,
    double ElapsedMilliseconds);
