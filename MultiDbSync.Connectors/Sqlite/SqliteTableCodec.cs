using System.Runtime.CompilerServices;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Between the stored and the canonical values of a table's rows.</summary>
internal sealed class SqliteTableCodec
{
    private static readonly ConditionalWeakTable<TableSchema, SqliteTableCodec> Known = [];

    private readonly Dictionary<string, SqliteColumnCodec> _columns;
    private readonly SqliteColumnCodec[] _key;

    private SqliteTableCodec(TableSchema table)
    {
        var keys = table.Key.Concat(table.UniqueKeys.SelectMany(k => k.Columns)).Concat(table.ForeignKeys.SelectMany(k => k.Columns)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _columns = table.Columns.ToDictionary(c => c.Name, c => new SqliteColumnCodec(c.Type, keys.Contains(c.Name)), StringComparer.Ordinal);
        _key = [.. table.Key.Select(ColumnOf)];
        ImageColumns = [.. table.ImageColumns.Select(c => c.Name)];
        Columns = [.. ImageColumns.Select(ColumnOf)];
        Converts = _columns.Values.Any(c => c.Converts);
    }

    /// <summary>Names of the columns that images carry.</summary>
    public string[] ImageColumns { get; }

    /// <summary>Their codecs, in the same order.</summary>
    public IReadOnlyList<SqliteColumnCodec> Columns { get; }

    /// <summary>False when every stored value is its own canonical value.</summary>
    public bool Converts { get; }

    public static SqliteTableCodec Of(TableSchema table) => Known.GetValue(table, static t => new SqliteTableCodec(t));

    public SqliteColumnCodec ColumnOf(string name) => _columns.GetValueOrDefault(name, new SqliteColumnCodec(CanonicalType.Any, false));

    /// <summary>The row at which a statement that selects <see cref="ImageColumns"/> stands.</summary>
    public RowImage Read(SqliteStatement row)
    {
        var values = new CellValue[ImageColumns.Length];
        for (var i = 0; i < values.Length; i++) values[i] = Columns[i].Decode(row.Cell(i));
        return new RowImage(ImageColumns, values);
    }

    /// <summary>A stored row as it is meant.</summary>
    public RowImage Decode(RowImage stored)
    {
        if (!Converts) return stored;
        var values = new CellValue[stored.Values.Count];
        for (var i = 0; i < values.Length; i++) values[i] = ColumnOf(stored.Columns[i]).Decode(stored.Values[i]);
        return new RowImage([.. stored.Columns], values);
    }

    /// <summary>A stored key of the table as it is meant.</summary>
    public RowKey DecodeKey(RowKey stored) => DecodeKey(stored, _key);

    /// <summary>The same for any list of columns.</summary>
    public RowKey DecodeKey(RowKey stored, IEnumerable<string> columns) => DecodeKey(stored, [.. columns.Select(ColumnOf)]);

    private static RowKey DecodeKey(RowKey stored, SqliteColumnCodec[] columns) =>
        Array.Exists(columns, c => c.Converts) ? RowKey.Of([.. stored.Values.Select((v, i) => i < columns.Length ? columns[i].Decode(v) : v)]) : stored;
}
