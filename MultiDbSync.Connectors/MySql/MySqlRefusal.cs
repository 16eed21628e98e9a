using System.Globalization;
using System.Text.RegularExpressions;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// Which values a column can't hold exactly, in words that follow the column's name. What only the server knows (the column's character set, a check) is
/// found by its error, or when the row is read back.
/// </summary>
internal static partial class MySqlRefusal
{
    // https://dev.mysql.com/doc/refman/8.0/en/datetime.html; MariaDB 11.5 holds more, but no other server would.
    private const string FirstInstant = "1970-01-01T00:00:01Z", LastInstant = "2038-01-19T03:14:07.999999Z";

    public static string? Of(ColumnSchema column, CellValue value)
    {
        if (value.IsNull) return null;
        var type = MySqlColumnType.Parse(column.DeclaredType);
        return column.Type switch
        {
            CanonicalType.Boolean => value.Kind == CellKind.Boolean || (type.Base == "tinyint" && IsNumberText(value, sbyte.MinValue, sbyte.MaxValue)) ? null : "holds true or false only.",
            CanonicalType.Int16 or CanonicalType.Int32 or CanonicalType.Int64 => value.Kind == CellKind.Integer ? Integer(type, value.Integer) : "holds whole numbers only.",
            CanonicalType.Decimal => value.Kind == CellKind.Decimal ? Decimal(column, type, value.Text) : "holds decimal numbers only.",
            CanonicalType.Float32 or CanonicalType.Float64 => value.Kind == CellKind.Real ? Real(column, type, value.Real) : "holds numbers only.",
            CanonicalType.Text => value.Kind == CellKind.Text ? Text(column, type, value.Text) : "holds text only.",
            CanonicalType.Binary => value.Kind == CellKind.Binary ? Binary(column, type, value.Binary.Length) : "holds bytes only.",
            CanonicalType.Date => value.Kind == CellKind.Date || IsSpelt(value, DatePattern()) ? null : "holds dates only.",
            CanonicalType.Time => value.Kind == CellKind.Time ? Fraction(column, value.Text) : IsSpelt(value, TimePattern()) ? null : "holds times only.",
            CanonicalType.Timestamp => value.Kind == CellKind.Timestamp ? Fraction(column, value.Text) : IsSpelt(value, TimestampPattern()) ? null : "holds dates with a time only.",
            CanonicalType.TimestampOffset => value.Kind == CellKind.TimestampOffset ? Instant(column, value.Text) : IsSpelt(value, ZeroPattern()) ? null : "holds instants only.",
            CanonicalType.Uuid => value.Kind == CellKind.Uuid ? Uuid(value.Text) : "holds UUIDs only.",
            CanonicalType.Json => value.Kind == CellKind.Json ? null : "holds JSON only.",
            _ => "has a type that is not supported.",
        };
    }

    private static string? Integer(MySqlColumnType type, long value)
    {
        var (lowest, highest) = type.Base switch
        {
            "tinyint" => type.IsUnsigned ? (0, byte.MaxValue) : (sbyte.MinValue, sbyte.MaxValue),
            "smallint" => type.IsUnsigned ? (0, ushort.MaxValue) : (short.MinValue, short.MaxValue),
            "mediumint" => type.IsUnsigned ? (0, 16_777_215) : (-8_388_608, 8_388_607),
            "int" => type.IsUnsigned ? (0, uint.MaxValue) : ((long)int.MinValue, int.MaxValue),
            "bit" => (0, (1L << type.Length!.Value) - 1),
            "year" => value == 0 ? (0, 0) : (1901, 2155),
            _ => (long.MinValue, long.MaxValue),
        };
        return value >= lowest && value <= highest ? null : $"holds numbers from {lowest.ToString(CultureInfo.InvariantCulture)} to {highest.ToString(CultureInfo.InvariantCulture)} only.";
    }

    private static string? Decimal(ColumnSchema column, MySqlColumnType type, string text)
    {
        var digits = text.TrimStart('-');
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var (whole, fraction) = point < 0 ? (digits.Length, 0) : (point, digits.Length - point - 1);
        if (digits.StartsWith('0')) whole = 0;
        if (type.IsUnsigned && text.StartsWith('-')) return "holds no negative numbers.";
        if (type.Base != "decimal")
            return fraction == 0 && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? null : "holds whole numbers from 0 to 18446744073709551615 only.";
        var (precision, scale) = (column.Precision ?? 10, column.Scale ?? 0);
        return fraction <= scale && whole <= precision - scale ? null : $"holds {precision - scale} digits before the point and {scale} after it only.";
    }

    private static string? Real(ColumnSchema column, MySqlColumnType type, double value)
    {
        if (!double.IsFinite(value)) return "holds neither infinity nor NaN.";
        if (type.IsUnsigned && value < 0) return "holds no negative numbers.";
        return column.Type == CanonicalType.Float32 && (float)value != value ? "holds single precision only." : null;
    }

    private static string? Text(ColumnSchema column, MySqlColumnType type, string text)
    {
        var characters = 0;
        for (var i = 0; i < text.Length; i++, characters++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return "holds Unicode text only.";
            i++;
        }

        if (column.Length is { } length && characters > length) return $"holds {length} characters only.";
        if (type.Base == "char" && text.EndsWith(' ')) return "keeps no trailing spaces.";
        return column.Labels is { } labels && !labels.Contains(text) && text.Length > 0 ? "holds its own labels only." : null;
    }

    private static string? Binary(ColumnSchema column, MySqlColumnType type, int length)
    {
        if (column.Length is not { } limit) return null;
        if (type.Base == "binary" && length != limit) return $"holds exactly {limit} bytes.";
        return length > limit ? $"holds {limit} bytes only." : null;
    }

    private static string? Instant(ColumnSchema column, string text) =>
        string.CompareOrdinal(text.TrimEnd('Z'), FirstInstant.TrimEnd('Z')) < 0 || string.CompareOrdinal(text.TrimEnd('Z'), LastInstant.TrimEnd('Z')) > 0
            ? "holds instants from 1970-01-01 00:00:01 to 2038-01-19 03:14:07 only."
            : Fraction(column, text.TrimEnd('Z'));

    private static string? Fraction(ColumnSchema column, string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = column.Precision ?? 0;
        return point >= 0 && text.Length - point - 1 > digits ? $"holds {digits} digits of a second only." : null;
    }

    // MariaDB since 10.10.6 and 10.11.5: https://mariadb.com/kb/en/uuid-data-type/
    private static string? Uuid(string text) => text[14] >= '8' && text[19] < '8'
        ? "holds no UUIDs of version 8 or above with variant 0: give the column the type CHAR(36) or BINARY(16)."
        : null;

    private static bool IsNumberText(CellValue value, long lowest, long highest) =>
        value.Kind == CellKind.Text && long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest;

    private static bool IsSpelt(CellValue value, Regex pattern) => value.Kind == CellKind.Text && pattern.IsMatch(value.Text);

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DatePattern();

    [GeneratedRegex(@"^-?[0-9]{2,3}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimePattern();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimestampPattern();

    [GeneratedRegex(@"^0000-00-00 00:00:00(\.0{1,6})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ZeroPattern();
}
