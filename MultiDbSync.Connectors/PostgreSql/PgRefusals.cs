using System.Globalization;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Values that a column can't hold exactly, found before anything is sent. What slips through is found by the comparison after writing.</summary>
internal static class PgRefusals
{
    private const int MostFractionalSeconds = 6;

    /// <summary>Why not, in words that follow the column's name; null when it can.</summary>
    public static string? Of(PgColumn column, ColumnSchema schema, CellValue value)
    {
        if (value.IsNull) return null;
        return column.Type switch
        {
            _ when column.Storage == PgStorage.Array => value.Kind != CellKind.Json ? Takes("arrays, as JSON") : PgArrayLiteral.Of(value.Text) is null ? Takes("arrays of one depth, as JSON") : null,
            CanonicalType.Boolean => value.Kind == CellKind.Boolean ? null : Takes("true and false"),
            CanonicalType.Int16 => Integer(value, short.MinValue, short.MaxValue, 16),
            CanonicalType.Int32 => Integer(value, int.MinValue, int.MaxValue, 32),
            CanonicalType.Int64 => Integer(value, long.MinValue, long.MaxValue, 64),
            CanonicalType.Decimal => Decimal(schema, value),
            CanonicalType.Float32 => value.Kind == CellKind.Real && Survives(value.Real) ? null : Takes("floating point numbers of 32 bits: this value would be rounded"),
            CanonicalType.Float64 => value.Kind == CellKind.Real ? null : Takes("floating point numbers"),
            CanonicalType.Binary => value.Kind == CellKind.Binary ? null : Takes("bytes"),
            CanonicalType.Date => Moment(schema, value, CellKind.Date, "dates"),
            CanonicalType.Time => Moment(schema, value, CellKind.Time, "times of day"),
            CanonicalType.Timestamp => Moment(schema, value, CellKind.Timestamp, "dates with a time"),
            CanonicalType.TimestampOffset => Moment(schema, value, CellKind.TimestampOffset, "instants"),
            CanonicalType.Uuid => value.Kind == CellKind.Uuid ? null : Takes("UUIDs"),
            CanonicalType.Json => Json(column, value),
            _ => Text(column, schema, value),
        };
    }

    private static string Takes(string what) => $"takes {what}.";

    private static string? Integer(CellValue value, long smallest, long largest, int bits) =>
        value.Kind == CellKind.Integer && value.Integer >= smallest && value.Integer <= largest ? null : Takes(string.Create(CultureInfo.InvariantCulture, $"integers of {bits} bits"));

    private static bool Survives(double value) => double.IsNaN(value) || BitConverter.DoubleToInt64Bits((float)value) == BitConverter.DoubleToInt64Bits(value);

    private static string? Decimal(ColumnSchema schema, CellValue value)
    {
        if (value.Kind == CellKind.Text) return value.Text is "NaN" or "Infinity" or "-Infinity" ? null : Takes("decimal numbers");
        if (value.Kind != CellKind.Decimal) return Takes("decimal numbers");
        var digits = value.Text.AsSpan().TrimStart('-');
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var (before, after) = (whole is "0" ? 0 : whole.Length, point < 0 ? 0 : digits.Length - point - 1);
        if (schema.Precision is not { } precision) return before > 131072 || after > 16383 ? Takes("decimal numbers of 131072 digits before and 16383 after the point") : null;
        var scale = schema.Scale ?? 0;
        if (scale < 0) return Rounded(whole, after, precision, -scale);
        return before <= precision - scale && after <= scale
            ? null
            : Takes(string.Create(CultureInfo.InvariantCulture, $"decimal numbers of {precision} digits, {scale} of them after the point"));
    }

    // A negative scale (version 15) keeps whole tens, hundreds and so on.
    private static string? Rounded(ReadOnlySpan<char> whole, int after, int precision, int zeros) =>
        after == 0 && (whole is "0" || (whole.Length <= precision + zeros && whole.Length - whole.TrimEnd('0').Length >= zeros))
            ? null
            : Takes(string.Create(CultureInfo.InvariantCulture, $"whole numbers of {precision + zeros} digits that end with {zeros} zeros"));

    private static string? Moment(ColumnSchema schema, CellValue value, CellKind kind, string what)
    {
        // Only what the server itself spells so: text from elsewhere could be read as another moment.
        if (value.Kind == CellKind.Text)
            return value.Text is "infinity" or "-infinity" or "24:00:00" || value.Text.EndsWith(" BC", StringComparison.Ordinal) || value.Text.IndexOf('-', StringComparison.Ordinal) > 4 ? null : Takes(what);
        if (value.Kind != kind) return Takes(what);
        var point = value.Text.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? 0 : value.Text.AsSpan(point + 1).TrimEnd('Z').Length;
        var most = kind == CellKind.Date ? 0 : schema.Precision ?? MostFractionalSeconds;
        return digits <= most ? null : Takes(string.Create(CultureInfo.InvariantCulture, $"{what} with {most} digits of a second"));
    }

    private static string? Json(PgColumn column, CellValue value)
    {
        if (value.Kind != CellKind.Json) return Takes("JSON");
        return column.BaseType == "jsonb" && HasNul(value.Text) ? "takes no JSON with the character NUL in it." : null;
    }

    private static bool HasNul(string json)
    {
        for (var at = json.IndexOf("\\u0000", StringComparison.Ordinal); at >= 0; at = json.IndexOf("\\u0000", at + 1, StringComparison.Ordinal))
        {
            var slashes = 0;
            while (at - slashes - 1 >= 0 && json[at - slashes - 1] == '\\') slashes++;
            if (slashes % 2 == 0) return true;
        }

        return false;
    }

    private static string? Text(PgColumn column, ColumnSchema schema, CellValue value)
    {
        if (value.Kind != CellKind.Text) return Takes("text");
        if (schema.Labels is { } labels) return labels.Contains(value.Text) ? null : "is an enum without that label.";
        if (value.Text.Contains('\0', StringComparison.Ordinal)) return "takes no text with the character NUL in it: PostgreSQL has none.";
        if (!IsWellFormed(value.Text)) return "takes no text with half a surrogate pair in it.";
        if (column.IsBlankPadded && value.Text.EndsWith(' ')) return "keeps no blanks at the end of its text.";
        return schema.Length is { } length && value.Text.Length > length && Characters(value.Text) > length
            ? string.Create(CultureInfo.InvariantCulture, $"takes text of {length} characters at most.")
            : null;
    }

    private static int Characters(string text) => text.Length - text.Count(char.IsLowSurrogate);

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }
}
