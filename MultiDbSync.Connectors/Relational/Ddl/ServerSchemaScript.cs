using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational.Ddl;

/// <summary>Statements for a database server.</summary>
internal sealed class ServerSchemaScript(ServerDialect dialect)
{
    public IReadOnlyList<TableSchema> Map(IReadOnlyList<TableSchema> tables) => [.. new SchemaMapping(dialect, tables).Tables.Select(t => t.Target)];

    public SchemaScript Create(IReadOnlyList<TableSchema> tables)
    {
        var mapping = new SchemaMapping(dialect, tables);
        var targets = TableOrder.ParentsFirst([.. mapping.Tables.Select(t => t.Target)]);
        var names = new UniqueNames(dialect);
        foreach (var table in targets) names.Table(table.Name);
        return new SchemaScript(
            [.. dialect.Before(targets), .. targets.Select(t => CreateTable(t, names))],
            [.. targets.SelectMany(t => Indexes(t, names)), .. targets.SelectMany(t => References(t, names))],
            mapping.Notes);
    }

    /// <summary>Columns added and dropped, renamed where there is no doubt, and given their type.</summary>
    public SchemaScript Alter(TableSchema wanted, TableSchema found)
    {
        // Of another make: in this one's terms first.
        if (!wanted.ImageColumns.All(dialect.Knows)) wanted = new SchemaMapping(dialect, [wanted with { ForeignKeys = [] }]).Tables[0].Target;
        var plan = AlterPlan.Of(wanted, found);
        var table = dialect.Table(found.Name);
        var statements = new List<string>();
        statements.AddRange(plan.Renamed.Select(r => $"ALTER TABLE {table} RENAME COLUMN {dialect.Quote(r.Found.Name)} TO {dialect.Quote(r.Wanted.Name)}"));
        statements.AddRange(plan.Missing.Select(c => $"ALTER TABLE {table} ADD COLUMN {dialect.Column(c with { IsIdentity = false })}"));
        statements.AddRange(plan.Retyped.SelectMany(r => dialect.Retype(table, r.Wanted, r.Found)));
        statements.AddRange(plan.Extra.Select(c => $"ALTER TABLE {table} DROP COLUMN {dialect.Quote(c.Name)}"));
        return new SchemaScript(
            statements, [],
            [
                .. plan.Extra.Select(c => $"Column {c.Name} is new. Either drop it here, which loses what it holds, or add it to every database and to the sync set."),
                .. plan.Missing.Where(c => !c.IsNullable && c.Default is null).Select(c => $"Column {c.Name} allows no NULL: where the table has rows, give it a default first."),
                .. plan.Retyped.Select(r => $"Column {r.Wanted.Name}: values that {r.Wanted.DeclaredType} can't hold make the statement fail; look for them first."),
            ]);
    }

    private string CreateTable(TableSchema table, UniqueNames names)
    {
        var parts = table.Columns.Select(dialect.Column).ToList();
        if (table.Key.Count > 0) parts.Add($"PRIMARY KEY ({dialect.List(table.Key)})");
        parts.AddRange(table.UniqueKeys.Select(k => $"CONSTRAINT {dialect.Quote(names.Constraint(table.Name, k.Columns, "key"))} UNIQUE ({dialect.List(k.Columns)})"));
        parts.AddRange(table.Columns.Where(c => c.Labels is { Count: > 0 })
            .Select(c => $"CHECK ({dialect.Quote(c.Name)} IN ({string.Join(", ", c.Labels!.Select(dialect.Literal))}))"));
        return $"CREATE TABLE {dialect.Table(table.Name)} (\n  {string.Join(",\n  ", parts)}){dialect.TableOptions}";
    }

    private IEnumerable<string> Indexes(TableSchema table, UniqueNames names) =>
        from index in table.Indexes
        let columns = index.Columns.Select(c => dialect.IndexColumn(table.Column(c)!))
        select $"CREATE INDEX {dialect.Quote(names.Constraint(table.Name, index.Columns, "idx"))} ON {dialect.Table(table.Name)} ({string.Join(", ", columns)})";

    private IEnumerable<string> References(TableSchema table, UniqueNames names) => table.ForeignKeys.Select(key =>
        $"ALTER TABLE {dialect.Table(table.Name)} ADD CONSTRAINT {dialect.Quote(names.Constraint(table.Name, key.Columns, "fk"))} FOREIGN KEY ({dialect.List(key.Columns)}) "
        + $"REFERENCES {dialect.Table(key.ParentTable)} ({dialect.List(key.ParentColumns)}){Action("DELETE", key.OnDelete)}{Action("UPDATE", key.OnUpdate)}{dialect.ReferenceOptions}");

    private static string Action(string when, ReferentialAction action) => action switch
    {
        ReferentialAction.Cascade => $" ON {when} CASCADE",
        ReferentialAction.SetNull => $" ON {when} SET NULL",
        ReferentialAction.SetDefault => $" ON {when} SET DEFAULT",
        _ => "",
    };
}
