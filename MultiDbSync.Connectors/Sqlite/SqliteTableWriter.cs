using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// Reads and writes single rows of a table. Reading first and writing then is safe, since we are the one writer. Always <c>OR ABORT</c>: a
/// table's own ON CONFLICT clause (REPLACE, IGNORE) would otherwise delete other rows or leave ours out, silently.
/// </summary>
internal sealed class SqliteTableWriter
{
    private readonly SqliteDatabase _database;
    private readonly SqliteTableCodec _codec;
    private readonly string[] _columns;
    private readonly string _table;
    private readonly string _where;
    private readonly string _select;

    public SqliteTableWriter(SqliteDatabase database, TableSchema table)
    {
        _database = database;
        _codec = SqliteTableCodec.Of(table);
        _columns = _codec.ImageColumns;
        _table = SqliteIdentifier.Table(table.Name);
        _where = string.Join(" AND ", table.Key.Select((k, i) => $"{SqliteIdentifier.Quote(k)} = ?{i + 1}"));
        _select = $"SELECT {SqliteIdentifier.List(_columns)} FROM {_table} WHERE {_where}";
    }

    /// <summary>The row as it stands there, or null.</summary>
    public RowImage? Find(RowKey key)
    {
        var statement = BindKey(_database.Prepare(_select), key);
        if (!statement.Step()) return null;
        var row = _codec.Read(statement);
        statement.Reset();
        return row;
    }

    /// <summary>The image as SQLite would hold it, in the table's order and without columns that the table lacks.</summary>
    public RowImage Project(RowImage image)
    {
        var values = new CellValue[_columns.Length];
        var names = _columns;
        var count = 0;
        for (var i = 0; i < _columns.Length; i++)
        {
            var column = _columns[i];
            if (image.TryGet(column, out var value))
            {
                if (!ReferenceEquals(names, _columns)) names[count] = column;
                values[count++] = _codec.Columns[i].Decode(SqliteCells.Store(value));
            }
            else if (ReferenceEquals(names, _columns))
            {
                names = [.. _columns];
            }
        }

        return count == values.Length ? new RowImage(names, values) : new RowImage(names[..count], values[..count]);
    }

    /// <summary>Why SQLite can't hold the row, or null.</summary>
    public string? Refuse(RowImage image)
    {
        foreach (var column in _columns)
            if (image.TryGet(column, out var value) && SqliteCells.Refuse(value) is { } reason) return $"Column '{column}' can't hold the value: {reason}.";
        return null;
    }

    /// <summary>Returns 0, or the extended code of the constraint that refused.</summary>
    public int Delete(RowKey key, out string message) =>
        BindKey(_database.Prepare($"DELETE FROM {_table} WHERE {_where}"), key).TryExecute(out message);

    /// <summary>Returns 0, or the extended code of the constraint that refused.</summary>
    public int Insert(RowImage image, out string message)
    {
        var values = string.Join(", ", Enumerable.Range(1, image.Columns.Count).Select(i => $"?{i}"));
        return _database.Prepare($"INSERT OR ABORT INTO {_table}({SqliteIdentifier.List(image.Columns)}) VALUES ({values})").BindAll(image.Values).TryExecute(out message);
    }

    /// <summary>Writes the columns that differ. Returns 0, or the extended code of the constraint that refused.</summary>
    public int Update(RowKey key, RowImage image, IReadOnlyList<int> changed, out string message)
    {
        var first = key.Values.Count + 1;
        var sets = string.Join(", ", changed.Select((c, i) => $"{SqliteIdentifier.Quote(image.Columns[c])} = ?{first + i}"));
        var statement = BindKey(_database.Prepare($"UPDATE OR ABORT {_table} SET {sets} WHERE {_where}"), key);
        for (var i = 0; i < changed.Count; i++) statement.Bind(first + i, image.Values[changed[i]]);
        return statement.TryExecute(out message);
    }

    /// <summary>Ordinals of the image's columns whose values differ from the row's.</summary>
    public static List<int> Differences(RowImage image, RowImage row)
    {
        var changed = new List<int>();
        for (var i = 0; i < image.Columns.Count; i++)
            if (row[image.Columns[i]] != image.Values[i]) changed.Add(i);
        return changed;
    }

    private static SqliteStatement BindKey(SqliteStatement statement, RowKey key)
    {
        for (var i = 0; i < key.Values.Count; i++) statement.Bind(i + 1, key.Values[i]);
        return statement;
    }
}
