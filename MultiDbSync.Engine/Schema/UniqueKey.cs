namespace MultiDbSync.Engine.Schema;

/// <summary>A unique constraint or index other than the row's key. Rows with a NULL in it never clash.</summary>
public sealed record UniqueKey(string Name, IReadOnlyList<string> Columns);
