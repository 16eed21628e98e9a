using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Gives captured rows the meaning that their table's declared types have, as the schema is when they are read.</summary>
internal sealed class SqliteLogCodec
{
    private readonly Dictionary<string, SqliteTableShape?> _tables = new(StringComparer.Ordinal);
    private (int Opened, long Version) _read = (-1, -1);

    /// <summary>Drops what is remembered of the schema when it has changed; within the transaction that reads the log.</summary>
    /// <param name="opened">Which opening of the file this is.</param>
    public void Refresh(SqliteDatabase database, int opened)
    {
        var now = (opened, database.ReadInteger("PRAGMA schema_version") ?? 0);
        if (now == _read) return;
        _tables.Clear();
        _read = now;
    }

    /// <summary>Key, before and after of a change.</summary>
    public (RowKey Key, RowImage? Before, RowImage? After) Decode(SqliteDatabase database, string table, RowKey key, RowImage? before, RowImage? after)
    {
        if (!_tables.TryGetValue(table, out var shape)) _tables.Add(table, shape = SqliteCatalog.Find(database, table));
        if (shape is null) return (key, before, after);
        var codec = SqliteTableCodec.Of(shape.Schema);
        if (!codec.Converts) return (key, before, after);
        return (codec.DecodeKey(key, KeyColumns(shape, key, after ?? before)), before is null ? null : codec.Decode(before), after is null ? null : codec.Decode(after));
    }

    // The log tells a key's values and not its columns; of the keys that the table enforces it is the one with these values.
    private static IReadOnlyList<string> KeyColumns(SqliteTableShape shape, RowKey key, RowImage? row)
    {
        if (row is null || Holds(shape.Schema.Key, key, row)) return shape.Schema.Key;
        return shape.Uniques.Select(u => (IReadOnlyList<string>)[.. u.Columns.Select(c => c.Column)]).FirstOrDefault(c => Holds(c, key, row)) ?? shape.Schema.Key;
    }

    private static bool Holds(IReadOnlyList<string> columns, RowKey key, RowImage row) =>
        columns.Count == key.Values.Count && columns.Select((c, i) => row.TryGet(c, out var value) && value == key.Values[i]).All(same => same);
}
