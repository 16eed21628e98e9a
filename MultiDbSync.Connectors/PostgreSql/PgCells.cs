using System.Data.Common;
using System.Globalization;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>
/// Values as the server prints them, in canonical form. Capture (whole rows as JSON) and plain reads end in the same values. What a type holds but its
/// canonical kind can't express (infinity, years BC or beyond 9999, NaN as numeric) stays text, as the server spells it.
/// </summary>
internal static class PgCells
{
    public static CellValue Read(DbDataReader row, int ordinal, PgColumn column)
    {
        if (row.IsDBNull(ordinal)) return CellValue.Null;
        return column.Storage switch
        {
            PgStorage.Boolean => CellValue.FromBoolean(row.GetBoolean(ordinal)),
            PgStorage.Int16 => CellValue.FromInteger(row.GetInt16(ordinal)),
            PgStorage.Int32 => CellValue.FromInteger(row.GetInt32(ordinal)),
            PgStorage.Int64 => CellValue.FromInteger(row.GetInt64(ordinal)),
            PgStorage.Float32 => Real(row.GetFloat(ordinal)),
            PgStorage.Float64 => Real(row.GetDouble(ordinal)),
            PgStorage.Binary => CellValue.FromBinary(row.GetFieldValue<byte[]>(ordinal)),
            PgStorage.Uuid => CellValue.FromText(CellKind.Uuid, row.GetGuid(ordinal).ToString("D")),
            PgStorage.Text => CellValue.FromText(row.GetString(ordinal)),
            PgStorage.Array => Json(row.GetString(ordinal)),
            _ => Parse(column, row.GetString(ordinal)),
        };
    }

    /// <summary>A value from the text that the type's output function makes, or that JSON holds as a string.</summary>
    public static CellValue Parse(PgColumn column, string text) => column.Type switch
    {
        CanonicalType.Boolean => CellValue.FromBoolean(text is "t" or "true"),
        CanonicalType.Int16 or CanonicalType.Int32 or CanonicalType.Int64 => CellValue.FromInteger(long.Parse(text, CultureInfo.InvariantCulture)),
        CanonicalType.Float32 => Real(float.Parse(text, CultureInfo.InvariantCulture)),
        CanonicalType.Float64 => Real(double.Parse(text, CultureInfo.InvariantCulture)),
        CanonicalType.Decimal => Of(CellKind.Decimal, CanonicalText.Decimal(text), text),
        CanonicalType.Binary => CellValue.FromBinary(Bytes(text)),
        CanonicalType.Date => Of(CellKind.Date, CanonicalText.Date(text), text),
        CanonicalType.Time => Of(CellKind.Time, CanonicalText.Time(text), text),
        CanonicalType.Timestamp => Of(CellKind.Timestamp, CanonicalText.Timestamp(text), Spaced(text)),
        CanonicalType.TimestampOffset => Of(CellKind.TimestampOffset, CanonicalText.TimestampOffset(text), ShortOffset(Spaced(text))),
        CanonicalType.Uuid => Of(CellKind.Uuid, CanonicalText.Uuid(text), text),
        CanonicalType.Json => Json(text),
        _ => CellValue.FromText(column.IsBlankPadded ? text.TrimEnd(' ') : text),
    };

    public static CellValue Json(string text) => CellValue.FromText(CellKind.Json, CanonicalJson.Of(text) ?? text);

    // NaN has one meaning to the server and many bits elsewhere.
    private static CellValue Real(double value) => CellValue.FromReal(double.IsNaN(value) ? double.NaN : value);

    private static CellValue Of(CellKind kind, string? canonical, string asSpelt) => canonical is null ? CellValue.FromText(asSpelt) : CellValue.FromText(kind, canonical);

    private static byte[] Bytes(string text) => text.StartsWith("\\x", StringComparison.Ordinal)
        ? Convert.FromHexString(text.AsSpan(2))
        : throw new FormatException("The change log holds bytes that are not in hexadecimal.");

    // JSON spells a timestamp with a T and with minutes of the offset, text does neither.
    private static string Spaced(string text) => text.Length > 10 && text.IndexOf('T', StringComparison.Ordinal) is > 0 and var at ? string.Concat(text.AsSpan(0, at), " ", text.AsSpan(at + 1)) : text;

    private static string ShortOffset(string text) => text.Replace("+00:00", "+00", StringComparison.Ordinal);
}
