using System.Globalization;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Routing;

/// <summary>
/// Values of one canonical type as another one has them. A local time counts as UTC where the other side has instants, sixteen bytes are a UUID in network
/// order, numbers are compared by their shortest digits. Whatever has no exact counterpart has none here.
/// </summary>
internal static class ValueConversion
{
    private const double ExactIntegers = 9007199254740992; // 2^53: up to here every integer is a double.
    private const string Midnight = "T00:00:00";

    /// <summary>The kind that images carry for a type; null for any kind.</summary>
    public static CellKind? KindOf(CanonicalType type) => type switch
    {
        CanonicalType.Any => null,
        CanonicalType.Boolean => CellKind.Boolean,
        CanonicalType.Int16 or CanonicalType.Int32 or CanonicalType.Int64 => CellKind.Integer,
        CanonicalType.Decimal => CellKind.Decimal,
        CanonicalType.Float32 or CanonicalType.Float64 => CellKind.Real,
        CanonicalType.Text => CellKind.Text,
        CanonicalType.Binary => CellKind.Binary,
        CanonicalType.Date => CellKind.Date,
        CanonicalType.Time => CellKind.Time,
        CanonicalType.Timestamp => CellKind.Timestamp,
        CanonicalType.TimestampOffset => CellKind.TimestampOffset,
        CanonicalType.Uuid => CellKind.Uuid,
        CanonicalType.Json => CellKind.Json,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown canonical type."),
    };

    /// <summary>Whether values of one type can have counterparts in another at all.</summary>
    public static bool Exists(CanonicalType from, CanonicalType to)
    {
        var (a, b) = (KindOf(from), KindOf(to));
        if (a == b || a is null || b is null || a == CellKind.Text || b == CellKind.Text) return a != CellKind.Binary && b != CellKind.Binary || a == b || a is null || b is null;
        return IsNumber(a.Value) && IsNumber(b.Value) || IsDay(a.Value) && IsDay(b.Value) || (a, b) is (CellKind.Uuid, CellKind.Binary) or (CellKind.Binary, CellKind.Uuid);
    }

    /// <summary>The counterpart, or null when there is none.</summary>
    public static CellValue? To(CellValue value, CanonicalType from, CanonicalType to)
    {
        if (value.IsNull || KindOf(to) == value.Kind) return value;
        return KindOf(to) switch
        {
            null => ToAny(value),
            CellKind.Boolean => ToInteger(value, from) is { Integer: 0 or 1 } number ? CellValue.FromBoolean(number.Integer == 1) : ToBoolean(value),
            CellKind.Integer => ToInteger(value, from),
            CellKind.Decimal => Digits(value, from) is { } digits ? CellValue.FromText(CellKind.Decimal, digits) : null,
            CellKind.Real => ToReal(value, from, to),
            CellKind.Text => Text(value, from) is { } text ? CellValue.FromText(text) : null,
            CellKind.Binary => value.Kind == CellKind.Uuid ? CellValue.FromBinary(Guid.Parse(value.Text).ToByteArray(bigEndian: true)) : null,
            CellKind.Uuid when value is { Kind: CellKind.Binary, Binary.Length: 16 } => CellValue.FromText(CellKind.Uuid, new Guid(value.Binary.Span, bigEndian: true).ToString("D")),
            CellKind.Date when value.Kind == CellKind.Timestamp => value.Text.EndsWith(Midnight, StringComparison.Ordinal) ? Of(CellKind.Date, value.Text[..^Midnight.Length]) : null,
            CellKind.Timestamp when value.Kind == CellKind.Date => Of(CellKind.Timestamp, value.Text + Midnight),
            CellKind.Timestamp when value.Kind == CellKind.TimestampOffset => Of(CellKind.Timestamp, value.Text.TrimEnd('Z')),
            CellKind.TimestampOffset when value.Kind == CellKind.Timestamp => Of(CellKind.TimestampOffset, value.Text + "Z"),
            { } kind => value.Kind == CellKind.Text ? Of(kind, Parse(kind, value.Text)) : null,
        };
    }

    private static CellValue? Of(CellKind kind, string? text) => text is null ? null : CellValue.FromText(kind, text);

    private static string? Parse(CellKind kind, string text) => kind switch
    {
        CellKind.Date => CanonicalText.Date(text),
        CellKind.Time => CanonicalText.Time(text),
        CellKind.Timestamp => CanonicalText.Timestamp(text),
        CellKind.TimestampOffset => CanonicalText.TimestampOffset(text),
        CellKind.Uuid => CanonicalText.Uuid(text),
        CellKind.Json => CanonicalJson.Of(text),
        _ => null,
    };

    // Storage classes of a database that takes any value: what it has no class for is text.
    private static CellValue? ToAny(CellValue value) => value.Kind switch
    {
        CellKind.Boolean => CellValue.FromInteger(value.Integer),
        CellKind.Integer or CellKind.Real or CellKind.Text or CellKind.Binary => value,
        _ => CellValue.FromText(value.Text),
    };

    private static CellValue? ToBoolean(CellValue value) => value.Kind != CellKind.Text ? null : value.Text switch
    {
        "true" => CellValue.FromBoolean(true),
        "false" => CellValue.FromBoolean(false),
        _ => null,
    };

    private static CellValue? ToInteger(CellValue value, CanonicalType from) => value.Kind switch
    {
        CellKind.Integer => value,
        CellKind.Boolean => CellValue.FromInteger(value.Integer),
        CellKind.Real => double.IsInteger(value.Real) && Math.Abs(value.Real) <= ExactIntegers ? CellValue.FromInteger((long)value.Real) : null,
        _ => long.TryParse(Digits(value, from), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? CellValue.FromInteger(number) : null,
    };

    private static CellValue? ToReal(CellValue value, CanonicalType from, CanonicalType to)
    {
        if (Digits(value, from) is not { } digits) return null;
        double number = to == CanonicalType.Float32
            ? float.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture)
            : double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        return RealDigits(number, to) == digits ? CellValue.FromReal(number) : null;
    }

    /// <summary>A number in plain digits. Text with leading zeros or blanks is more than its number: it has none.</summary>
    private static string? Digits(CellValue value, CanonicalType from) => value.Kind switch
    {
        CellKind.Boolean or CellKind.Integer => value.Integer.ToString(CultureInfo.InvariantCulture),
        CellKind.Decimal => value.Text,
        CellKind.Real => RealDigits(value.Real, from),
        CellKind.Text when !IsPadded(value.Text) => CanonicalText.Decimal(value.Text),
        _ => null,
    };

    private static bool IsPadded(string text)
    {
        var digits = text.AsSpan().TrimStart("+-");
        return text.Length == 0 || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) || (digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1]));
    }

    private static string? RealDigits(double number, CanonicalType type) => CanonicalText.Decimal(
        type == CanonicalType.Float32 ? ((float)number).ToString("R", CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture));

    private static string? Text(CellValue value, CanonicalType from) => value.Kind switch
    {
        CellKind.Boolean => value.Integer == 1 ? "true" : "false",
        CellKind.Integer => value.Integer.ToString(CultureInfo.InvariantCulture),
        CellKind.Real => RealDigits(value.Real, from),
        CellKind.Binary => null,
        _ => value.Text,
    };

    private static bool IsNumber(CellKind kind) => kind is CellKind.Boolean or CellKind.Integer or CellKind.Decimal or CellKind.Real;

    private static bool IsDay(CellKind kind) => kind is CellKind.Date or CellKind.Timestamp or CellKind.TimestampOffset;
}
