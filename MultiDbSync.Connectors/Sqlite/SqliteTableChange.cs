using MultiDbSync.Connectors.Relational.Ddl;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// What brings a table that has drifted back. SQLite adds, renames and drops columns in place (no trigger of ours names a new one), but can't change a
/// type: for that the table is made anew (https://www.sqlite.org/lang_altertable.html#otheralter), after which the worker puts its triggers back.
/// </summary>
internal sealed class SqliteTableChange(TableSchema wanted, TableSchema found)
{
    private readonly string _table = SqliteIdentifier.Table(wanted.Name);
    private readonly AlterPlan _plan = AlterPlan.Of(wanted, found);

    public SchemaScript Script()
    {
        var notes = new List<string>();
        foreach (var column in _plan.Extra) notes.Add($"Column {column.Name} is new. Either take it out here, or add it to every database and to the sync set.");
        if (_plan.IsEmpty) return new SchemaScript([], [], notes);
        if (_plan.Retyped.Count == 0 && _plan.Missing.All(CanAdd))
            return new SchemaScript([.. _plan.Renamed.Select(Rename), .. _plan.Missing.Select(Add), .. _plan.Extra.Select(Drop)], [], notes);
        notes.Add("The table is made anew: indexes, triggers and views of the application on it must be made again. Stop the application, and keep a copy of the file.");
        return new SchemaScript([.. Rebuild()], [], notes);
    }

    private static bool CanAdd(ColumnSchema column) => column.IsNullable || column.Default is not null;

    private string Rename((ColumnSchema Wanted, ColumnSchema Found) column) =>
        $"ALTER TABLE {_table} RENAME COLUMN {SqliteIdentifier.Quote(column.Found.Name)} TO {SqliteIdentifier.Quote(column.Wanted.Name)}";

    private string Add(ColumnSchema column) => $"ALTER TABLE {_table} ADD COLUMN {SqliteSchemaWriter.Column(wanted, column)}";

    private string Drop(ColumnSchema column) => $"ALTER TABLE {_table} DROP COLUMN {SqliteIdentifier.Quote(column.Name)}";

    private IEnumerable<string> Rebuild()
    {
        var temporary = wanted with { Name = new TableName(null, SqliteIdentifier.TableOf(wanted.Name) + "_new").ToString() };
        var renamed = _plan.Renamed.ToDictionary(r => r.Wanted.Name, r => r.Found.Name, StringComparer.Ordinal);
        var columns = wanted.ImageColumns.Where(c => !_plan.Missing.Contains(c)).Select(c => c.Name).ToList();
        yield return SqliteSchemaWriter.CreateTable(temporary);
        yield return $"INSERT INTO {SqliteIdentifier.Table(temporary.Name)} ({SqliteIdentifier.List(columns)}) SELECT {SqliteIdentifier.List(columns.Select(c => renamed.GetValueOrDefault(c, c)))} FROM {_table}";
        yield return $"DROP TABLE {_table}";
        yield return $"ALTER TABLE {SqliteIdentifier.Table(temporary.Name)} RENAME TO {_table}";
        foreach (var index in wanted.Indexes)
            yield return $"CREATE INDEX {SqliteIdentifier.Quote(index.Name)} ON {_table} ({SqliteIdentifier.List(index.Columns)})";
    }
}
