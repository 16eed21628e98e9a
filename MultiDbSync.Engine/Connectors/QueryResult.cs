namespace MultiDbSync.Engine.Connectors;

/// <summary>A query's rows as text; a null cell is SQL NULL.</summary>
public sealed record QueryResult(
    IReadOnlyList<(string Name, string Type)> Columns,
    IReadOnlyList<IReadOnlyList<string?>> Rows,
    bool Truncated,
    TimeSpan Elapsed);
