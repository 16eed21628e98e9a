using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Reads foreign keys.</summary>
internal static class SqliteForeignKeyCatalog
{
    /// <summary>The foreign keys of a table, in the order of their declaration.</summary>
    public static IReadOnlyList<ForeignKey> ReadOf(SqliteDatabase database, string table)
    {
        var parts = new List<(long Id, string Parent, string From, string? To, bool Cascades)>();
        var rows = database.Prepare("SELECT id, \"table\", \"from\", \"to\", on_update, on_delete FROM pragma_foreign_key_list(?1) ORDER BY id DESC, seq").Bind(1, table);
        while (rows.Step())
            parts.Add((rows.Integer(0), rows.Text(1), rows.Text(2), rows.TextOrNull(3), Acts(rows.Text(4)) || Acts(rows.Text(5))));

        return [.. parts.GroupBy(p => p.Id).Select(key => new ForeignKey(
            $"fk_{key.Key}",
            [.. key.Select(p => p.From)],
            NameOf(database, key.First().Parent),
            // Without column names the key refers to the parent's primary key.
            key.All(p => p.To is not null) ? [.. key.Select(p => p.To!)] : PrimaryKeyOf(database, key.First().Parent),
            key.First().Cascades))];
    }

    private static bool Acts(string action) => action is "CASCADE" or "SET NULL" or "SET DEFAULT";

    // REFERENCES is written in any case; the schema model knows tables by their own spelling.
    private static string NameOf(SqliteDatabase database, string table)
    {
        var rows = database.Prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name = ?1 COLLATE NOCASE").Bind(1, table);
        if (!rows.Step()) return table;
        var name = rows.Text(0);
        rows.Reset();
        return name;
    }

    private static List<string> PrimaryKeyOf(SqliteDatabase database, string table)
    {
        var key = new List<string>();
        var rows = database.Prepare("SELECT name FROM pragma_table_xinfo(?1) WHERE pk > 0 ORDER BY pk").Bind(1, table);
        while (rows.Step()) key.Add(rows.Text(0));
        return key;
    }
}
