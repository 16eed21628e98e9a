namespace MultiDbSync.Contracts.Query;

/// <summary>A query's rows. A null cell is SQL NULL.</summary>
/// <param name="Truncated">True when more rows exist than were returned.</param>
/// <param name="ElapsedMilliseconds">Time at the database, in milliseconds.</param>
public sealed record QueryResponse(
    string Database,
    IReadOnlyList<QueryColumn> Columns,
    IReadOnlyList<IReadOnlyList<string?>> Rows,
    bool Truncated,
    double ElapsedMilliseconds);
