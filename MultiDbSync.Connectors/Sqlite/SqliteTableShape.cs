using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>A table as synchronisation sees it, with what only SQLite knows of it.</summary>
/// <param name="Uniques">Every unique index over plain columns, the primary key's first; an INTEGER PRIMARY KEY, which has no index, counts as one.</param>
internal sealed record SqliteTableShape(TableSchema Schema, IReadOnlyList<SqliteUniqueIndex> Uniques);
