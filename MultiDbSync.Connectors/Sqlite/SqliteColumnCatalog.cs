using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Reads columns.</summary>
internal static class SqliteColumnCatalog
{
    /// <summary>The columns of a table, by its name as SQLite spells it, and the names of those of its primary key.</summary>
    public static (List<ColumnSchema> Columns, List<string> PrimaryKey) ReadOf(SqliteDatabase database, string table)
    {
        var columns = new List<ColumnSchema>();
        var key = new List<(long Order, string Name)>();
        var rows = database.Prepare("SELECT name, type, \"notnull\", pk, hidden, dflt_value FROM pragma_table_xinfo(?1)").Bind(1, table);
        while (rows.Step())
        {
            var hidden = rows.Integer(4);
            if (hidden == 1) continue;
            columns.Add(Column(rows.Text(0), rows.Text(1), rows.Integer(2) == 0, hidden is 2 or 3, rows.TextOrNull(5)));
            if (rows.Integer(3) > 0) key.Add((rows.Integer(3), rows.Text(0)));
        }

        return (columns, [.. key.OrderBy(k => k.Order).Select(k => k.Name)]);
    }

    /// <summary>A column of that declared type.</summary>
    public static ColumnSchema Column(string name, string declared, bool isNullable, bool isGenerated, string? defaultValue)
    {
        var type = SqliteTypes.Of(declared);
        return new ColumnSchema(name, declared, type.Type, isNullable, isGenerated, KeyEquality.Binary)
        {
            Length = type.Length,
            Precision = type.Precision,
            Scale = type.Scale,
            Default = defaultValue,
        };
    }
}
