namespace MultiDbSync.Engine.Schema;

/// <summary>An index over plain columns that enforces nothing.</summary>
public sealed record IndexSchema(string Name, IReadOnlyList<string> Columns);
