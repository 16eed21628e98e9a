using MultiDbSync.Contracts.Query;

namespace MultiDbSync.Engine.Connectors;

/// <summary>What would make a statement cheaper.</summary>
/// <param name="Table">The table that it is about, or null.</param>
/// <param name="Message">For a person: what happens, and what to do.</param>
/// <param name="Statement">What would help, in the database's own SQL, to be copied; never run by us.</param>
public sealed record PlanAdvice(QueryAdviceKind Kind, string? Table, string Message, string? Statement = null);
