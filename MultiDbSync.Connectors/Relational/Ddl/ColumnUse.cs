namespace MultiDbSync.Connectors.Relational.Ddl;

/// <summary>What a column is needed for.</summary>
/// <param name="Limit">Most characters (text) or bytes (binary) for it to fit into its keys; null when free.</param>
/// <param name="IsWholeKey">It alone tells the table's rows apart.</param>
internal readonly record struct ColumnUse(int? Limit, bool IsWholeKey);
