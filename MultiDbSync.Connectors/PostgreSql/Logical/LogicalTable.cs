namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>A published table, as its stream is to be read.</summary>
internal sealed record LogicalTable(string SyncSet, string Name, PgShape Shape);
