using MultiDbSync.Connectors.Relational.Ddl;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Makes tables. SQLite can't add a foreign key to a table that is there, so they stand in CREATE TABLE.</summary>
internal sealed class SqliteSchemaWriter(SqliteSession session, string node) : ISchemaWriter
{
    private static readonly SqliteDialect Dialect = new();

    public IReadOnlyList<TableSchema> Map(IReadOnlyList<TableSchema> tables) => [.. new SchemaMapping(Dialect, tables).Tables.Select(t => t.Target)];

    public SchemaScript Create(IReadOnlyList<TableSchema> tables)
    {
        var mapping = new SchemaMapping(Dialect, tables);
        var targets = TableOrder.ParentsFirst([.. mapping.Tables.Select(t => t.Target)]);
        var names = new UniqueNames(Dialect);
        foreach (var table in targets) names.Table(table.Name);
        return new SchemaScript(
            [.. targets.Select(CreateTable)],
            [.. from table in targets
                from index in table.Indexes
                select $"CREATE INDEX {Dialect.Quote(names.Constraint(table.Name, index.Columns, "idx"))} ON {SqliteIdentifier.Table(table.Name)} ({SqliteIdentifier.List(index.Columns)})"],
            mapping.Notes);
    }

    public SchemaScript Alter(TableSchema wanted, TableSchema found) => new SqliteTableChange(wanted, found).Script();

    public Task ExecuteAsync(IReadOnlyList<string> statements, CancellationToken cancellationToken) => session.WriteAsync(
        database =>
        {
            foreach (var statement in statements) Run(database, statement);
            return (true, true);
        },
        cancellationToken);

    /// <summary>One table with everything that it enforces.</summary>
    public static string CreateTable(TableSchema table)
    {
        var parts = table.Columns.Select(c => Column(table, c)).ToList();
        if (table.Key.Count > 0 && !table.Columns.Any(c => c.IsIdentity)) parts.Add($"PRIMARY KEY ({SqliteIdentifier.List(table.Key)})");
        parts.AddRange(table.UniqueKeys.Select(k => $"UNIQUE ({SqliteIdentifier.List(k.Columns)})"));
        parts.AddRange(table.ForeignKeys.Select(Reference));
        return $"CREATE TABLE {SqliteIdentifier.Table(table.Name)} (\n  {string.Join(",\n  ", parts)})";
    }

    /// <summary>One column. AUTOINCREMENT: without it SQLite gives the highest number plus one, also one of another database's block.</summary>
    public static string Column(TableSchema table, ColumnSchema column)
    {
        var type = column.DeclaredType.Length == 0 ? "" : " " + column.DeclaredType;
        if (column.IsIdentity) return $"{Dialect.Quote(column.Name)}{type} PRIMARY KEY AUTOINCREMENT NOT NULL";
        var required = column.IsNullable && !table.Key.Contains(column.Name) ? "" : " NOT NULL";
        var value = column.Default is null ? "" : $" DEFAULT {column.Default}";
        var check = column.Labels is { Count: > 0 } labels ? $" CHECK ({Dialect.Quote(column.Name)} IN ({string.Join(", ", labels.Select(Dialect.Literal))}))" : "";
        return $"{Dialect.Quote(column.Name)}{type}{required}{value}{check}";
    }

    private static string Reference(ForeignKey key) =>
        $"FOREIGN KEY ({SqliteIdentifier.List(key.Columns)}) REFERENCES {SqliteIdentifier.Table(key.ParentTable)} ({SqliteIdentifier.List(key.ParentColumns)})"
        + Action(" ON DELETE ", key.OnDelete) + Action(" ON UPDATE ", key.OnUpdate);

    private static string Action(string when, ReferentialAction action) => action switch
    {
        ReferentialAction.Cascade => when + "CASCADE",
        ReferentialAction.SetNull => when + "SET NULL",
        ReferentialAction.SetDefault => when + "SET DEFAULT",
        _ => "",
    };

    private void Run(SqliteDatabase database, string statement)
    {
        try
        {
            database.Execute(statement);
        }
        catch (ConnectorException e)
        {
            throw new ConnectorException(e.ErrorClass, node, $"{e.Message} The statement was: {statement}", e);
        }
    }
}
