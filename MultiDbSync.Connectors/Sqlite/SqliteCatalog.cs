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

    /// <summary>One table, or null.</summary>
    public static SqliteTableShape? Find(SqliteDatabase database, string table) =>
        database.Prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1").Bind(1, table).StepOnce() ? ReadTable(database, table) : null;

    private static SqliteTableShape ReadTable(SqliteDatabase database, string table)
    {
        var (columns, primaryKey) = ReadColumns(database, table);
        var uniques = ReadUniqueIndexes(database, table);
        if (primaryKey.Count > 0 && !uniques.Any(u => u.Origin == "pk"))
            uniques.Insert(0, new SqliteUniqueIndex("primary key", "pk", [.. primaryKey.Select(c => (c, "BINARY"))]));

        columns = [.. columns.Select(c => c with { Equality = EqualityOf(uniques, c.Name) })];
        var key = primaryKey.Count > 0 ? primaryKey : IdentifyingKey(columns, uniques);
        var others = uniques.Where(u => !u.Columns.Select(c => c.Column).SequenceEqual(key)).Select(u => new UniqueKey(u.Name, [.. u.Columns.Select(c => c.Column)]));
        return new SqliteTableShape(new TableSchema(table, columns, key, [.. others], SqliteForeignKeyCatalog.ReadOf(database, table)), uniques);
    }

    private static (List<ColumnSchema> Columns, List<string> PrimaryKey) ReadColumns(SqliteDatabase database, string table)
    {
        var columns = new List<ColumnSchema>();
        var key = new List<(long Order, string Name)>();
        var rows = database.Prepare("SELECT name, type, \"notnull\", pk, hidden FROM pragma_table_xinfo(?1)").Bind(1, table);
        while (rows.Step())
        {
            var hidden = rows.Integer(4);
            if (hidden == 1) continue;
            var name = rows.Text(0);
            columns.Add(new ColumnSchema(name, rows.Text(1), SqliteTypes.Of(rows.Text(1)), rows.Integer(2) == 0, hidden is 2 or 3, KeyEquality.Binary));
            if (rows.Integer(3) > 0) key.Add((rows.Integer(3), name));
        }

        return (columns, [.. key.OrderBy(k => k.Order).Select(k => k.Name)]);
    }

    // Partial indexes and indexes on expressions are left out: they say nothing about two rows' plain columns.
    private static List<SqliteUniqueIndex> ReadUniqueIndexes(SqliteDatabase database, string table)
    {
        var found = new List<(string Name, string Origin)>();
        var rows = database.Prepare("SELECT name, origin FROM pragma_index_list(?1) WHERE \"unique\" = 1 AND partial = 0 ORDER BY origin = 'pk' DESC, name").Bind(1, table);
        while (rows.Step()) found.Add((rows.Text(0), rows.Text(1)));
        var indexes = new List<SqliteUniqueIndex>();
        foreach (var (name, origin) in found)
        {
            var columns = new List<(string, string)>();
            var plain = true;
            var parts = database.Prepare("SELECT name, coll, cid FROM pragma_index_xinfo(?1) WHERE key = 1 ORDER BY seqno").Bind(1, name);
            while (parts.Step())
            {
                plain &= parts.Integer(2) >= 0;
                columns.Add((parts.TextOrNull(0) ?? string.Empty, parts.TextOrNull(1) ?? "BINARY"));
            }

            if (plain) indexes.Add(new SqliteUniqueIndex(name, origin, columns));
        }

        return indexes;
    }

    private static List<string> IdentifyingKey(List<ColumnSchema> columns, List<SqliteUniqueIndex> uniques) =>
        uniques.Find(u => u.Columns.All(c => columns.Exists(x => x.Name == c.Column && !x.IsNullable && !x.IsGenerated)))?.Columns.Select(c => c.Column).ToList() ?? [];

    private static KeyEquality EqualityOf(List<SqliteUniqueIndex> uniques, string column) => uniques
        .SelectMany(u => u.Columns)
        .Where(c => c.Column == column)
        .Aggregate(KeyEquality.Binary, (equality, c) => equality | SqliteTypes.EqualityOf(c.Collation));
}
