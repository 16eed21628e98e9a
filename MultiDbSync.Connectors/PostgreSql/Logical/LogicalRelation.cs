namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>A table as the stream described it before its rows.</summary>
/// <param name="Oid">The table's own number: a table that is dropped and made again is another one.</param>
internal sealed record LogicalRelation(uint Oid, string Namespace, string Name, string[] Columns);
