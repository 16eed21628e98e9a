using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// All foreign keys of the database, asked by our own statements. The applier's connection does not let the engine enforce them: it would act on
/// children (cascades), refuse orders of writing that are right in the end, and not say which row stands in the way.
/// </summary>
internal sealed class SqliteForeignKeys
{
    private readonly SqliteDatabase _database;
    private readonly Dictionary<string, List<Reference>> _ofChild = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<Reference>> _ofParent = new(StringComparer.OrdinalIgnoreCase);

    public SqliteForeignKeys(SqliteDatabase database)
    {
        _database = database;
        var tables = SqliteCatalog.Read(database).ToDictionary(t => t.Schema.Name, t => t.Schema, StringComparer.OrdinalIgnoreCase);
        foreach (var child in tables.Values)
        {
            foreach (var key in child.ForeignKeys)
            {
                // A key to a table or columns that don't exist binds nobody but SQLite itself, which refuses the application's writes.
                if (!tables.TryGetValue(key.ParentTable, out var parent) || key.ParentColumns.Count != key.Columns.Count) continue;
                if (!Resolve(parent, key.ParentColumns, out var parentColumns) || !Resolve(child, key.Columns, out var childColumns)) continue;
                var reference = new Reference(childColumns, parentColumns, Exists(child.Name, childColumns), Exists(parent.Name, parentColumns));
                Add(_ofChild, child.Name, reference);
                Add(_ofParent, parent.Name, reference);
            }
        }
    }

    /// <summary>True when a parent of the row is missing.</summary>
    public bool LacksParent(string table, RowImage row) => _ofChild.TryGetValue(table, out var references) && references.Exists(r =>
        TryValues(row, r.ChildColumns, out var values) && !_database.Prepare(r.ParentExists).BindAll(values).StepOnce());

    /// <summary>True when rows still refer to what the row was before, and no row offers that any more.</summary>
    /// <param name="now">The row now, or null when it was deleted.</param>
    public bool LeavesChildren(string table, RowImage before, RowImage? now) => _ofParent.TryGetValue(table, out var references) && references.Exists(r =>
        TryValues(before, r.ParentColumns, out var values)
        && !(now is not null && TryValues(now, r.ParentColumns, out var kept) && values.AsSpan().SequenceEqual(kept))
        && _database.Prepare(r.ChildExists).BindAll(values).StepOnce()
        && !_database.Prepare(r.ParentExists).BindAll(values).StepOnce());

    private static string Exists(string table, string[] columns) =>
        $"SELECT 1 FROM {SqliteIdentifier.Table(table)} WHERE {string.Join(" AND ", columns.Select((c, i) => $"{SqliteIdentifier.Quote(c)} = ?{i + 1}"))} LIMIT 1";

    // A foreign key with a NULL in it refers to nothing.
    private static bool TryValues(RowImage row, string[] columns, out CellValue[] values)
    {
        values = new CellValue[columns.Length];
        for (var i = 0; i < columns.Length; i++)
            if (!row.TryGet(columns[i], out values[i]) || values[i].IsNull) return false;
        return true;
    }

    // Column names in REFERENCES may be written in another case than in the table.
    private static bool Resolve(TableSchema table, IReadOnlyList<string> columns, out string[] names)
    {
        names = [.. columns.Select(c => table.Columns.FirstOrDefault(x => string.Equals(x.Name, c, StringComparison.OrdinalIgnoreCase))?.Name ?? string.Empty)];
        return !names.Contains(string.Empty);
    }

    private static void Add(Dictionary<string, List<Reference>> index, string table, Reference reference)
    {
        if (index.TryGetValue(table, out var list)) list.Add(reference);
        else index.Add(table, [reference]);
    }

    private sealed record Reference(string[] ChildColumns, string[] ParentColumns, string ChildExists, string ParentExists);
}
