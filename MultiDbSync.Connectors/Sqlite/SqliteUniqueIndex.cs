namespace MultiDbSync.Connectors.Sqlite;

/// <summary>A unique index over plain columns and all rows, as the engine enforces it.</summary>
/// <param name="Origin"><c>pk</c>, <c>u</c> (constraint) or <c>c</c> (CREATE INDEX), as <c>PRAGMA index_list</c> says.</param>
/// <param name="Columns">Columns with the collation that the index compares them by.</param>
internal sealed record SqliteUniqueIndex(string Name, string Origin, IReadOnlyList<(string Column, string Collation)> Columns);
