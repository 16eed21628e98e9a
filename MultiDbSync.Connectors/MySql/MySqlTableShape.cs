using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.MySql;

/// <summary>A table as synchronisation sees it, with what only the server knows of it.</summary>
/// <param name="Engine">The storage engine, for instance <c>InnoDB</c>.</param>
/// <param name="Uniques">Columns of every unique index over whole columns, the primary key's first.</param>
/// <param name="UnknownKey">A column of a key whose collation has the rules of a single language, or null.</param>
internal sealed record MySqlTableShape(TableSchema Schema, string Engine, IReadOnlyList<IReadOnlyList<string>> Uniques, (string Column, string Collation)? UnknownKey);
