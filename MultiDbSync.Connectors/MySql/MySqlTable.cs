using System.Data.Common;
using System.Security.Cryptography;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>The statements of one table. Rows are always named by their key: an INSERT that meets another row fails, and nothing says ON DUPLICATE KEY.</summary>
internal sealed class MySqlTable(TableSchema schema) : RelationalTable(schema)
{
    public const int RowsOfStatement = 500;

    private readonly MySqlRowShape _shape = new(schema);
    private readonly string _name = MySqlIdentifier.Table(schema.Name);
    private readonly string _order = MySqlIdentifier.List(schema.Key);

    public override int MostRows => RowsOfStatement;

    // A statement has to fit into max_allowed_packet, 16 MiB by default.
    public override int MostBytes => 1_000_000;

    // The driver does not count the rows of each statement of a round trip; that every row holds what was sent is seen when it is read back.
    public override bool CountsRows => false;

    public override RelationalCommand Lock(IReadOnlyList<RowKey> keys, bool toDelete, Action<DbDataReader> onRow) => Select(keys, $" ORDER BY {_order} FOR UPDATE SKIP LOCKED", onRow);

    public override RelationalCommand Read(IReadOnlyList<RowKey> keys, Action<DbDataReader> onRow) => Select(keys, string.Empty, onRow);

    public override RelationalCommand Insert(IReadOnlyList<RowImage> rows)
    {
        var parameters = new List<MySqlParameter>();
        var values = rows.Select(r => $"({string.Join(", ", r.Columns.Select((c, i) => MySqlParameters.Add(Schema.Column(c)!, r.Values[i], parameters)))})");
        return new RelationalCommand($"INSERT INTO {_name}({MySqlIdentifier.List(rows[0].Columns)}) VALUES {string.Join(", ", values)}", parameters);
    }

    public override RelationalCommand Update(IReadOnlyList<string> columns, IReadOnlyList<(RowKey Key, RowImage Image)> rows, IReadOnlyList<RelationalReference> unless)
    {
        var parameters = new List<MySqlParameter>();

        // A column that would set itself to the time of the update stays as it is once the statement names it.
        // https://dev.mysql.com/doc/refman/8.0/en/timestamp-initialization.html
        var kept = Columns.Where(c => c.Type is CanonicalType.Timestamp or CanonicalType.TimestampOffset && !columns.Contains(c.Name)).Select(c => MySqlIdentifier.Quote(c.Name)).Select(c => $"{c} = {c}").ToList();
        var statements = rows.Select(r =>
        {
            var sets = columns.Select(c => $"{MySqlIdentifier.Quote(c)} = {MySqlParameters.Add(Schema.Column(c)!, r.Image[c], parameters)}").Concat(kept);
            return $"UPDATE {_name} SET {string.Join(", ", sets)} WHERE {MySqlParameters.WhereKey(Schema, r.Key, parameters)}";
        });
        return new RelationalCommand(string.Join("; ", statements), parameters);
    }

    public override RelationalCommand Delete(IReadOnlyList<RowKey> keys, IReadOnlyList<RelationalReference> unless)
    {
        var parameters = new List<MySqlParameter>();
        return new RelationalCommand($"DELETE FROM {_name} WHERE {WhereKeys(Schema, keys, string.Empty, parameters)}", parameters);
    }

    public override RowImage ReadImage(DbDataReader reader) => _shape.Read(reader);

    public override RowKey DecodeKey(string text) => MySqlImageCodec.DecodeKey(Convert.FromHexString(text));

    public override string? Refuse(ColumnSchema column, CellValue value) => MySqlRefusal.Of(column, value);

    public override CellValue? Placeholder(ColumnSchema column) => column.Type switch
    {
        CanonicalType.Text when column.Labels is null && column.Length is null or >= 24 => CellValue.FromText($"mds-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10))}"),
        CanonicalType.Int64 => CellValue.FromInteger(-RandomNumberGenerator.GetInt32(int.MaxValue) - (1L << 40)),
        CanonicalType.Int32 when !MySqlColumnType.Parse(column.DeclaredType).IsUnsigned => CellValue.FromInteger(-RandomNumberGenerator.GetInt32(1, 8_388_608)),
        _ => null,
    };

    /// <summary>Any of the keys, in a form that both makes find by the key's index.</summary>
    /// <param name="prefix">Of a column, for instance <c>c.</c>.</param>
    public static string WhereKeys(TableSchema schema, IReadOnlyList<RowKey> keys, string prefix, List<MySqlParameter> parameters)
    {
        var columns = schema.Key.Select(k => schema.Column(k)!).ToList();
        if (columns.Count == 1)
            return $"{prefix}{MySqlIdentifier.Quote(columns[0].Name)} IN ({string.Join(", ", keys.Select(k => MySqlParameters.Add(columns[0], k.Values[0], parameters)))})";
        return $"({string.Join(" OR ", keys.Select(k => $"({string.Join(" AND ", columns.Select((c, i) => $"{prefix}{MySqlIdentifier.Quote(c.Name)} = {MySqlParameters.Add(c, k.Values[i], parameters)}"))})"))})";
    }

    private RelationalCommand Select(IReadOnlyList<RowKey> keys, string rest, Action<DbDataReader> onRow)
    {
        var parameters = new List<MySqlParameter>();
        return new RelationalCommand($"{_shape.Select} WHERE {WhereKeys(Schema, keys, string.Empty, parameters)}{rest}", parameters, null, onRow);
    }
}
