using System.Data.Common;
using System.Globalization;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>The statements of one table. Rows come as arrays, one per column, so that each statement is prepared once for any number of rows.</summary>
internal sealed class PgTable : RelationalTable
{
    private readonly string _name;
    private readonly PgColumn[] _columns;
    private readonly PgColumn[] _key;
    private readonly string[] _names;
    private readonly string _keyJoin;

    public PgTable(TableSchema schema)
        : base(schema)
    {
        _name = PgIdentifier.Table(schema.Name);
        _columns = [.. Columns.Select(PgColumn.Of)];
        _names = [.. Columns.Select(c => c.Name)];
        _key = [.. schema.Key.Select(k => Array.Find(_columns, c => c.Name == k) ?? throw new ArgumentException($"Key column '{k}' of table '{schema.Name}' is in no image.", nameof(schema)))];
        _keyJoin = string.Join(" AND ", _key.Select((k, i) => $"t.{PgIdentifier.Quote(k.Name)} = {k.Cast(Item("k", i))}"));
        SelectList = string.Join(", ", _columns.Select(c => c.Select("t")));
        KeyOrder = string.Join(", ", _key.Select(k => $"t.{PgIdentifier.Quote(k.Name)}"));
    }

    /// <summary>Columns of a read, of table <c>t</c>.</summary>
    public string SelectList { get; }

    public string KeyOrder { get; }

    public string From => $"{_name} AS t";

    public override int MostRows => 5000;

    public override RelationalCommand Lock(IReadOnlyList<RowKey> keys, bool toDelete, Action<DbDataReader> onRow) => new(
        $"SELECT {SelectList} FROM {From} JOIN {Rows(1, "k", _key)} ON {_keyJoin} ORDER BY {KeyOrder} FOR {(toDelete ? "UPDATE" : "NO KEY UPDATE")} OF t SKIP LOCKED",
        KeyParameters(keys), null, onRow);

    public override RelationalCommand Read(IReadOnlyList<RowKey> keys, Action<DbDataReader> onRow) =>
        new($"SELECT {SelectList} FROM {From} JOIN {Rows(1, "k", _key)} ON {_keyJoin}", KeyParameters(keys), null, onRow);

    /// <summary>The next rows in the key's order.</summary>
    public RelationalCommand ReadPage(RowKey? after, int limit, Action<DbDataReader> onRow)
    {
        var from = after is null ? "" : $", {Rows(1, "k", _key)} WHERE ({KeyOrder}) > ({string.Join(", ", _key.Select((k, i) => k.Cast(Item("k", i))))})";
        return new($"SELECT {SelectList} FROM {From}{from} ORDER BY {KeyOrder} LIMIT {limit.ToString(CultureInfo.InvariantCulture)}", after is null ? [] : KeyParameters([after]), null, onRow);
    }

    public override RelationalCommand Insert(IReadOnlyList<RowImage> rows)
    {
        var columns = ColumnsOf(rows[0].Columns);
        var names = string.Join(", ", columns.Select(c => PgIdentifier.Quote(c.Name)));

        // Also for identity columns GENERATED ALWAYS: the number is the row's, whoever gave it out.
        return new(
            $"INSERT INTO {_name}({names}) OVERRIDING SYSTEM VALUE SELECT {string.Join(", ", columns.Select((c, i) => c.Cast(Item("v", i))))} FROM {Rows(1, "v", columns)}",
            [.. columns.Select((c, i) => (DbParameter)PgParameters.Array(c, [.. rows.Select(r => r.Values[i])]))]);
    }

    public override RelationalCommand Update(IReadOnlyList<string> columns, IReadOnlyList<(RowKey Key, RowImage Image)> rows, IReadOnlyList<RelationalReference> unless)
    {
        var written = ColumnsOf(columns);
        var sets = string.Join(", ", written.Select((c, i) => $"{PgIdentifier.Quote(c.Name)} = {c.Cast(Item("v", i))}"));
        var both = $"unnest({Arguments(1, _key)}, {Arguments(1 + _key.Length, written)}) AS i({string.Join(", ", _key.Select((_, i) => $"k{i}").Concat(written.Select((_, i) => $"v{i}")))})";
        return new(
            $"UPDATE {_name} AS t SET {sets} FROM {both} WHERE {_keyJoin}{string.Concat(unless.Select(Childless))}",
            [.. KeyParameters(rows.Select(r => r.Key).ToList()), .. written.Select(c => (DbParameter)PgParameters.Array(c, [.. rows.Select(r => r.Image[c.Name])]))]);
    }

    public override RelationalCommand Delete(IReadOnlyList<RowKey> keys, IReadOnlyList<RelationalReference> unless) =>
        new($"DELETE FROM {_name} AS t USING {Rows(1, "k", _key)} WHERE {_keyJoin}{string.Concat(unless.Select(Childless))}", KeyParameters(keys));

    public override RowImage ReadImage(DbDataReader reader)
    {
        var values = new CellValue[_columns.Length];
        for (var i = 0; i < values.Length; i++) values[i] = PgCells.Read(reader, i, _columns[i]);
        return new RowImage(_names, values);
    }

    public override RowKey DecodeKey(string text) => PgImage.DecodeKey(text, _key);

    public override string? Refuse(ColumnSchema column, CellValue value) =>
        Array.Find(_columns, c => c.Name == column.Name) is { } found ? PgRefusals.Of(found, column, value) : null;

    public override CellValue? Placeholder(ColumnSchema column)
    {
        var text = Guid.NewGuid().ToString("N");
        return column.Type switch
        {
            CanonicalType.Text when column.Labels is null && column.Length is null or >= 8 => CellValue.FromText(column.Length < text.Length ? text[..column.Length.Value] : text),
            CanonicalType.Int32 => CellValue.FromInteger(-Random.Shared.Next(int.MaxValue / 2, int.MaxValue)),
            CanonicalType.Int64 => CellValue.FromInteger(-Random.Shared.NextInt64(long.MaxValue / 2, long.MaxValue)),
            CanonicalType.Uuid => CellValue.FromText(CellKind.Uuid, Guid.NewGuid().ToString("D")),
            _ => null,
        };
    }

    /// <summary>Values of some columns as a table <c>i</c> of <c>k0</c>, <c>k1</c>, … and the row's number <c>n</c>, from 1.</summary>
    public string Rows(IReadOnlyList<string> columns)
    {
        var parts = ColumnsOf(columns);
        var names = parts.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"k{i}")).ToList();
        return $"(SELECT {string.Join(", ", parts.Select((c, i) => $"{c.Cast("x." + names[i])} AS {names[i]}"))}, x.n FROM unnest({Arguments(1, parts)}) WITH ORDINALITY AS x({string.Join(", ", names)}, n)) AS i";
    }

    /// <summary>Parameters of <see cref="Rows(IReadOnlyList{string})"/>.</summary>
    public IReadOnlyList<DbParameter> Parameters(IReadOnlyList<string> columns, IReadOnlyList<CellValue[]> values) =>
        [.. ColumnsOf(columns).Select((c, i) => (DbParameter)PgParameters.Array(c, [.. values.Select(v => v[i])]))];

    private static string Item(string prefix, int index) => string.Create(CultureInfo.InvariantCulture, $"i.{prefix}{index}");

    private static string Arguments(int first, IReadOnlyList<PgColumn> columns) =>
        string.Join(", ", columns.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"${first + i}::{c.ArrayType}")));

    private static string Rows(int first, string prefix, IReadOnlyList<PgColumn> columns) =>
        $"unnest({Arguments(first, columns)}) AS i({string.Join(", ", columns.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{i}")))})";

    // The row is locked against new children by an earlier statement, so what this one sees is all there is.
    private static string Childless(RelationalReference reference) =>
        $" AND NOT EXISTS (SELECT 1 FROM {PgIdentifier.Table(reference.Child)} AS c WHERE {string.Join(" AND ", reference.ChildColumns.Zip(reference.ParentColumns, (c, p) => $"c.{PgIdentifier.Quote(c)} = t.{PgIdentifier.Quote(p)}"))})";

    private PgColumn[] ColumnsOf(IReadOnlyList<string> names) => [.. names.Select(n => Array.Find(_columns, c => c.Name == n)!)];

    private List<DbParameter> KeyParameters(IReadOnlyList<RowKey> keys) =>
        [.. _key.Select((k, i) => (DbParameter)PgParameters.Array(k, [.. keys.Select(x => x.Values[i])]))];
}
