using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Reads the schema through the engine's pragmas, which know more than the text of CREATE TABLE.</summary>
internal static class SqliteCatalog
{
    /// <summary>All tables of applications, in name order: no views, no virtual tables or their shadows, none of the engine's, none of ours.</summary>
    public static IReadOnlyList<SqliteTableShape> Read(SqliteDatabase database)
    {
        var names = new List<string>();
        var tables = database.Prepare("""
            SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT LIKE 'mds\_%' ESCAPE '\'
            ORDER BY name
            """);
        while (tables.Step()) names.Add(tables.Text(0));
        return [.. names.Select(n => ReadTable(database, n))];
    }

    /// <summary>One table by the name that the schema model knows it by, or null.</summary>
    public static SqliteTableShape? Find(SqliteDatabase database, string table)
    {
        var name = SqliteIdentifier.TableOf(table);
        return database.Prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1").Bind(1, name).StepOnce() ? ReadTable(database, name) : null;
    }

    private static SqliteTableShape ReadTable(SqliteDatabase database, string table)
    {
        var (columns, primaryKey) = SqliteColumnCatalog.ReadOf(database, table);
        var (uniques, indexes) = ReadIndexes(database, table);

        // Only INTEGER PRIMARY KEY has no index of its own: it is the row's number, which SQLite gives where an application gives none.
        var isRowNumber = primaryKey.Count > 0 && !uniques.Any(u => u.Origin == "pk");
        if (isRowNumber) uniques.Insert(0, new SqliteUniqueIndex("primary key", "pk", [.. primaryKey.Select(c => (c, "BINARY"))]));
        columns = [.. columns.Select(c => Complete(c, uniques, isRowNumber && primaryKey.Contains(c.Name)))];
        var key = primaryKey.Count > 0 ? primaryKey : IdentifyingKey(columns, uniques);
        var others = uniques.Where(u => !u.Columns.Select(c => c.Column).SequenceEqual(key)).Select(u => new UniqueKey(u.Name, [.. u.Columns.Select(c => c.Column)]));
        var schema = new TableSchema(new TableName(null, table).ToString(), columns, key, [.. others], SqliteForeignKeyCatalog.ReadOf(database, table)) { Indexes = indexes };
        return new SqliteTableShape(schema, uniques);
    }

    private static ColumnSchema Complete(ColumnSchema column, List<SqliteUniqueIndex> uniques, bool isRowNumber) => column with
    {
        Equality = EqualityOf(uniques, column.Name),
        IsIdentity = isRowNumber,
        IsNullable = column.IsNullable && !isRowNumber,
    };

    // Partial indexes and indexes on expressions are left out: they say nothing about two rows' plain columns.
    private static (List<SqliteUniqueIndex> Uniques, List<IndexSchema> Others) ReadIndexes(SqliteDatabase database, string table)
    {
        var found = new List<(string Name, string Origin, bool IsUnique)>();
        var rows = database.Prepare("SELECT name, origin, \"unique\" FROM pragma_index_list(?1) WHERE partial = 0 ORDER BY origin = 'pk' DESC, name").Bind(1, table);
        while (rows.Step()) found.Add((rows.Text(0), rows.Text(1), rows.Integer(2) == 1));
        var uniques = new List<SqliteUniqueIndex>();
        var others = new List<IndexSchema>();
        foreach (var (name, origin, isUnique) in found)
        {
            var columns = new List<(string Column, string Collation)>();
            var plain = true;
            var parts = database.Prepare("SELECT name, coll, cid FROM pragma_index_xinfo(?1) WHERE key = 1 ORDER BY seqno").Bind(1, name);
            while (parts.Step())
            {
                plain &= parts.Integer(2) >= 0;
                columns.Add((parts.TextOrNull(0) ?? string.Empty, parts.TextOrNull(1) ?? "BINARY"));
            }

            if (plain && isUnique) uniques.Add(new SqliteUniqueIndex(name, origin, columns));
            else if (plain) others.Add(new IndexSchema(name, [.. columns.Select(c => c.Column)]));
        }

        return (uniques, others);
    }

    private static List<string> IdentifyingKey(List<ColumnSchema> columns, List<SqliteUniqueIndex> uniques) =>
        uniques.Find(u => u.Columns.All(c => columns.Exists(x => x.Name == c.Column && !x.IsNullable && !x.IsGenerated)))?.Columns.Select(c => c.Column).ToList() ?? [];

    private static KeyEquality EqualityOf(List<SqliteUniqueIndex> uniques, string column) => uniques
        .SelectMany(u => u.Columns)
        .Where(c => c.Column == column)
        .Aggregate(KeyEquality.Binary, (equality, c) => equality | SqliteTypes.EqualityOf(c.Collation));
}
