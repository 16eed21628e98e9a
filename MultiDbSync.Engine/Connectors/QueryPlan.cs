namespace MultiDbSync.Engine.Connectors;

/// <summary>How a database would run a statement.</summary>
/// <param name="Steps">The first steps; each has those that feed it as children.</param>
/// <param name="Native">The plan as the database printed it.</param>
public sealed record QueryPlan(IReadOnlyList<PlanNode> Steps, IReadOnlyList<PlanAdvice> Advice, string Native, TimeSpan Elapsed);
