namespace MultiDbSync.Contracts.Query;

/// <summary>An entry of the caller's own history.</summary>
/// <param name="Rows">Rows that were returned, over all databases.</param>
/// <param name="ElapsedMilliseconds">The longest time at a database, in milliseconds.</param>
public sealed record QueryRun(
    long Id,
    string Sql,
    IReadOnlyList<string> Databases,
    DateTimeOffset At,
    QueryOutcome Outcome,
    long Rows,
    double ElapsedMilliseconds);
