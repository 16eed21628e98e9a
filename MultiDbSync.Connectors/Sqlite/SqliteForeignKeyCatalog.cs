using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Reads foreign keys.</summary>
internal static class SqliteForeignKeyCatalog
{
    /// <summary>The foreign keys of a table, by its name as SQLite spells it, in the order of their declaration.</summary>
    public static IReadOnlyList<ForeignKey> ReadOf(SqliteDatabase database, string table)
    {
        var parts = new List<Part>();
        var rows = database.Prepare("SELECT id, \"table\", \"from\", \"to\", on_update, on_delete FROM pragma_foreign_key_list(?1) ORDER BY id DESC, seq").Bind(1, table);
        while (rows.Step()) parts.Add(new Part(rows.Integer(0), rows.Text(1), rows.Text(2), rows.TextOrNull(3), Action(rows.Text(4)), Action(rows.Text(5))));
        return [.. parts.GroupBy(p => p.Id).Select(key => Of(database, key.Key, [.. key]))];
    }

    private static ForeignKey Of(SqliteDatabase database, long id, List<Part> parts)
    {
        var first = parts[0];

        // Without column names the key refers to the parent's primary key.
        IReadOnlyList<string> parentColumns = parts.TrueForAll(p => p.To is not null) ? [.. parts.Select(p => p.To!)] : PrimaryKeyOf(database, first.Parent);
        var cascades = first.OnUpdate != ReferentialAction.NoAction || first.OnDelete != ReferentialAction.NoAction;
        return new ForeignKey($"fk_{id}", [.. parts.Select(p => p.From)], new TableName(null, NameOf(database, first.Parent)).ToString(), parentColumns, cascades)
        {
            OnDelete = first.OnDelete,
            OnUpdate = first.OnUpdate,
        };
    }

    private static ReferentialAction Action(string action) => action switch
    {
        "CASCADE" => ReferentialAction.Cascade,
        "SET NULL" => ReferentialAction.SetNull,
        "SET DEFAULT" => ReferentialAction.SetDefault,
        _ => ReferentialAction.NoAction,
    };

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

    private sealed record Part(long Id, string Parent, string From, string? To, ReferentialAction OnUpdate, ReferentialAction OnDelete);
}
