using System.Globalization;
using MultiDbSync.Engine.Changes;
using Npgsql;
using NpgsqlTypes;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>
/// A column of a statement's rows as one array parameter: a row and five thousand rows are the same prepared statement in one round trip
/// (<c>unnest</c>; see ADR 19 for what it costs beside COPY).
/// </summary>
internal static class PgParameters
{
    public static NpgsqlParameter Array(PgColumn column, IReadOnlyList<CellValue> values) => column.Storage switch
    {
        PgStorage.Boolean => Of(NpgsqlDbType.Boolean, values, v => v.IsNull ? (bool?)null : v.Integer != 0),
        PgStorage.Int16 => Of(NpgsqlDbType.Smallint, values, v => v.IsNull ? (short?)null : (short)v.Integer),
        PgStorage.Int32 => Of(NpgsqlDbType.Integer, values, v => v.IsNull ? (int?)null : (int)v.Integer),
        PgStorage.Int64 => Of(NpgsqlDbType.Bigint, values, v => v.IsNull ? (long?)null : v.Integer),
        PgStorage.Float32 => Of(NpgsqlDbType.Real, values, v => v.IsNull ? (float?)null : (float)v.Real),
        PgStorage.Float64 => Of(NpgsqlDbType.Double, values, v => v.IsNull ? (double?)null : v.Real),
        PgStorage.Binary => Of(NpgsqlDbType.Bytea, values, v => v.IsNull ? null : Bytes(v)),
        PgStorage.Uuid => Of(NpgsqlDbType.Uuid, values, v => v.IsNull ? (Guid?)null : Guid.Parse(v.Text)),
        PgStorage.Array => Of(NpgsqlDbType.Text, values, v => v.IsNull ? null : PgArrayLiteral.Of(v.Text)),
        _ => Of(NpgsqlDbType.Text, values, TextOf),
    };

    public static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text };

    public static NpgsqlParameter TextOrNull(string? value) => value is null ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text } : Text(value);

    public static NpgsqlParameter<string[]> Texts(params string[] values) => new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    public static NpgsqlParameter<long> Number(long value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bigint };

    public static NpgsqlParameter<long[]> Numbers(params long[] values) => new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };

    public static NpgsqlParameter<int[]> Numbers(params int[] values) => new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer };

    private static NpgsqlParameter<T[]> Of<T>(NpgsqlDbType element, IReadOnlyList<CellValue> values, Func<CellValue, T> convert)
    {
        var array = new T[values.Count];
        for (var i = 0; i < array.Length; i++) array[i] = convert(values[i]);
        return new() { TypedValue = array, NpgsqlDbType = NpgsqlDbType.Array | element };
    }

    private static byte[] Bytes(CellValue value) => value.Binary.ToArray();

    private static string? TextOf(CellValue value) => value.Kind switch
    {
        CellKind.Null => null,
        CellKind.Boolean => value.Integer != 0 ? "true" : "false",
        CellKind.Integer => value.Integer.ToString(CultureInfo.InvariantCulture),
        CellKind.Real => value.Real.ToString("R", CultureInfo.InvariantCulture),
        CellKind.Binary => "\\x" + Convert.ToHexString(value.Binary.Span),
        _ => value.Text,
    };
}
