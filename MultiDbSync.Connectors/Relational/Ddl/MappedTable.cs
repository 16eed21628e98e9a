using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational.Ddl;

/// <summary>A table with what becomes of it on another make.</summary>
/// <param name="Target">In the make's own terms; columns in the source's order, without the generated ones.</param>
/// <param name="Names">The target's column by the source's.</param>
internal sealed record MappedTable(TableSchema Source, TableSchema Target, IReadOnlyDictionary<string, string> Names);
