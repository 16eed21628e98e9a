namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>One changed row of the stream, values as the server prints them; null within is SQL NULL.</summary>
/// <param name="Old">The row before, or null when there was none.</param>
/// <param name="New">The row after, or null when there is none.</param>
internal sealed record LogicalTuple(LogicalRelation Relation, string?[]? Old, string?[]? New);
