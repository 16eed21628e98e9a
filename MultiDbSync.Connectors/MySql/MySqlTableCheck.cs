using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Says why a table can't be captured, if so.</summary>
internal static class MySqlTableCheck
{
    /// <summary>The reason with what to do about it, or null.</summary>
    /// <param name="wanted">As agreed for the set.</param>
    /// <param name="there">As the database has it, or null when it lacks it.</param>
    public static string? Refuse(TableSchema wanted, MySqlTableShape? there)
    {
        var name = wanted.Name;
        if (there is null) return $"Table '{name}' does not exist.";
        if (!there.Engine.Equals("InnoDB", StringComparison.OrdinalIgnoreCase))
            return $"Table '{name}' is kept by the storage engine {there.Engine}, which has no transactions: ALTER TABLE {MySqlIdentifier.Table(name)} ENGINE = InnoDB.";
        if (wanted.Key.Count == 0) return $"Table '{name}' has no primary key and no unique key of whole columns that are never NULL: its rows can't be told apart.";
        if (Missing(wanted, there.Schema) is { } column) return $"Table '{name}' has no column '{column}'.";
        if (wanted.ImageColumns.FirstOrDefault(c => !MySqlColumnType.Parse(there.Schema.Column(c.Name)!.DeclaredType).IsKnown) is { } unknown)
            return $"Column '{unknown.Name}' of table '{name}' has a type that is not supported.";
        if (!there.Uniques.Any(u => u.Order(StringComparer.Ordinal).SequenceEqual(wanted.Key.Order(StringComparer.Ordinal))))
            return $"Table '{name}' does not enforce the key ({string.Join(", ", wanted.Key)}).";
        if (there.UnknownKey is var (collated, collation))
            return $"Column '{collated}' of table '{name}' has a key with the collation '{collation}', whose rules of one language are not known here: give the column a general, Unicode or binary collation.";
        return there.Schema.ForeignKeys.FirstOrDefault(k => k.Cascades) is { } key ? Cascade(name, key) : null;
    }

    /// <summary>The first column that <paramref name="wanted"/> has and <paramref name="there"/> lacks.</summary>
    public static string? Missing(TableSchema wanted, TableSchema there) =>
        wanted.ImageColumns.Select(c => c.Name).FirstOrDefault(c => there.Column(c) is null or { IsGenerated: true });

    // https://dev.mysql.com/doc/refman/8.0/en/create-table-foreign-keys.html: "Cascaded foreign key actions do not activate triggers."
    private static string Cascade(string table, ForeignKey key) =>
        $"Foreign key '{key.Name}' of table '{table}' deletes or changes rows by itself, which fires no triggers, so such changes could not be captured. "
        + $"Make it refuse instead and let the application delete the rows: ALTER TABLE {MySqlIdentifier.Table(table)} DROP FOREIGN KEY {MySqlIdentifier.Quote(key.Name)}, "
        + $"ADD CONSTRAINT {MySqlIdentifier.Quote(key.Name)} FOREIGN KEY ({MySqlIdentifier.List(key.Columns)}) REFERENCES {MySqlIdentifier.Table(key.ParentTable)} ({MySqlIdentifier.List(key.ParentColumns)}).";
}
