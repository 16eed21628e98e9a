namespace MultiDbSync.Contracts.Query;

/// <summary>What would make a statement cheaper.</summary>
/// <param name="Statement">What would help, in the database's own SQL, to be copied; it is never run from here.</param>
public sealed record QueryAdvice(QueryAdviceKind Kind, string? Table, string Message, string? Statement);
