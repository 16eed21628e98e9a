using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>Reads what a person typed as a value of a given kind.</summary>
internal static partial class CellText
{
    // 2^53: from there on not every integer has a double of its own.
    private const double LargestExactInteger = 9_007_199_254_740_992;

    /// <summary>The value, or null when the text is none of that kind.</summary>
    public static CellValue? Parse(CellKind kind, string text) => kind switch
    {
        CellKind.Boolean => ParseBoolean(text.Trim()),
        CellKind.Integer => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var integer) ? CellValue.FromInteger(integer) : null,
        CellKind.Real => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? CellValue.FromReal(real) : null,
        CellKind.Decimal => Matching(kind, DecimalPattern(), text),
        CellKind.Binary => ParseBinary(text.Trim()),
        CellKind.Date => DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? CellValue.FromText(kind, text.Trim()) : null,
        CellKind.Time => TimePattern().IsMatch(text.Trim()) && TimeOnly.TryParse(text.Trim(), CultureInfo.InvariantCulture, out _) ? CellValue.FromText(kind, text.Trim()) : null,
        CellKind.Timestamp => IsInstant(text.Trim(), TimestampPattern()) ? CellValue.FromText(kind, text.Trim()) : null,
        CellKind.TimestampOffset => IsInstant(text.Trim(), TimestampOffsetPattern()) ? CellValue.FromText(kind, text.Trim()) : null,
        CellKind.Uuid => Guid.TryParse(text.Trim(), out var uuid) ? CellValue.FromText(kind, uuid.ToString("D")) : null,
        CellKind.Json => IsJson(text) ? CellValue.FromText(kind, text) : null,
        _ => CellValue.FromText(text),
    };

    /// <summary>For columns that take whatever comes: a number where the text is one, as engines of that sort store it.</summary>
    public static CellValue ParseAny(string text)
    {
        if (Parse(CellKind.Integer, text) is { } integer) return integer;
        if (Parse(CellKind.Real, text) is not { } real || !double.IsFinite(real.Real)) return CellValue.FromText(text);
        return double.IsInteger(real.Real) && Math.Abs(real.Real) < LargestExactInteger ? CellValue.FromInteger((long)real.Real) : real;
    }

    /// <summary>What a person is told to type.</summary>
    public static string Describe(CellKind kind) => kind switch
    {
        CellKind.Boolean => "true or false",
        CellKind.Integer => "a whole number from -9223372036854775808 to 9223372036854775807",
        CellKind.Real => "a number such as 12.5 or 1e-3",
        CellKind.Decimal => "a decimal number such as 12.50",
        CellKind.Binary => "bytes in hexadecimal such as 0x00FF",
        CellKind.Date => "a date such as 2026-01-31",
        CellKind.Time => "a time such as 17:45:00",
        CellKind.Timestamp => "a date and time such as 2026-01-31T17:45:00",
        CellKind.TimestampOffset => "a date and time with offset such as 2026-01-31T17:45:00+01:00",
        CellKind.Uuid => "a UUID such as 123e4567-e89b-12d3-a456-426614174000",
        CellKind.Json => "JSON",
        _ => "text",
    };

    private static CellValue? ParseBoolean(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "1" => CellValue.FromBoolean(true),
        "FALSE" or "0" => CellValue.FromBoolean(false),
        _ => null,
    };

    private static CellValue? ParseBinary(string text)
    {
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        return HexPattern().IsMatch(digits) ? CellValue.FromBinary(Convert.FromHexString(digits)) : null;
    }

    private static CellValue? Matching(CellKind kind, Regex pattern, string text) =>
        pattern.IsMatch(text.Trim()) ? CellValue.FromText(kind, text.Trim()) : null;

    private static bool IsInstant(string text, Regex pattern) =>
        pattern.IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^[+-]?[0-9]+(\.[0-9]+)?\z")]
    private static partial Regex DecimalPattern();

    [GeneratedRegex(@"^([0-9A-Fa-f]{2})*\z")]
    private static partial Regex HexPattern();

    [GeneratedRegex(@"^[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?\z")]
    private static partial Regex TimePattern();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?\z")]
    private static partial Regex TimestampPattern();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?(Z|[+-][0-9]{2}:?[0-9]{2})\z")]
    private static partial Regex TimestampOffsetPattern();
}
