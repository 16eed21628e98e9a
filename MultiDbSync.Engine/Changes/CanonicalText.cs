using System.Globalization;
using System.Text.RegularExpressions;

namespace MultiDbSync.Engine.Changes;

/// <summary>
/// One spelling for each value of the kinds that are carried as text, so that equal values from different makes are equal byte by byte. Each method
/// returns null for text that is no such value; fractions are kept to the last digit that is not zero, however many there are.
/// </summary>
public static partial class CanonicalText
{
    // Beyond it a number is no decimal that any database holds, only a way to fill memory (PostgreSQL: 131,072 digits before the point).
    private const int MostDigits = 150_000;

    /// <summary>Plain digits: no exponent, no leading or trailing zeros, no negative zero: <c>-12.5</c>, <c>0.001</c>.</summary>
    public static string? Decimal(string text)
    {
        var match = DecimalPattern().Match(text);
        if (!match.Success) return null;
        var exponent = 0;
        if (match.Groups["e"].Success && !int.TryParse(match.Groups["e"].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)) return null;
        var whole = match.Groups["i"].Value;
        var fraction = match.Groups["f"].Value;
        if (whole.Length + fraction.Length == 0 || Math.Abs((long)exponent) + whole.Length + fraction.Length > MostDigits) return null;
        var digits = whole + fraction;
        var point = whole.Length + exponent;
        if (point < 0) (digits, point) = (new string('0', -point) + digits, 0);
        if (point > digits.Length) digits = digits.PadRight(point, '0');
        var left = digits[..point].TrimStart('0');
        var right = digits[point..].TrimEnd('0');
        var number = (left.Length == 0 ? "0" : left) + (right.Length == 0 ? "" : "." + right);
        return match.Groups["s"].Value == "-" && number != "0" ? "-" + number : number;
    }

    /// <summary><c>2026-03-29</c>; years 0001 to 9999.</summary>
    public static string? Date(string text) =>
        DatePattern().Match(text) is { Success: true } m && IsDate(m) ? m.Value : null;

    /// <summary><c>23:59:59.123456</c>; up to 23:59:59.999…, no leap second.</summary>
    public static string? Time(string text) => TimePattern().Match(text) is { Success: true } m && IsTime(m) ? TimeOf(m) : null;

    /// <summary><c>2026-03-29T02:30:00</c>, without an offset; a space for the T is read too.</summary>
    public static string? Timestamp(string text) =>
        TimestampPattern().Match(text) is { Success: true } m && !m.Groups["z"].Success && IsDate(m) && IsTime(m) ? $"{DateOf(m)}T{TimeOf(m)}" : null;

    /// <summary>The instant in UTC: <c>2026-03-29T00:30:00.5Z</c>; text must carry an offset.</summary>
    public static string? TimestampOffset(string text)
    {
        if (TimestampPattern().Match(text) is not { Success: true } m || !m.Groups["z"].Success || !IsDate(m) || !IsTime(m)) return null;
        if (OffsetOf(m) is not { } offset) return null;
        var local = DateTime.ParseExact($"{DateOf(m)}T{m.Groups["h"].Value}:{m.Groups["mi"].Value}:{Seconds(m)}", "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        var ticks = local.Ticks - offset.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks) return null;
        return new DateTime(ticks).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + Fraction(m) + "Z";
    }

    /// <summary>Lower case with hyphens; braces and missing hyphens are read too.</summary>
    public static string? Uuid(string text) => Guid.TryParse(text, out var uuid) ? uuid.ToString("D") : null;

    private static bool IsDate(Match m) => DateOnly.TryParseExact(DateOf(m), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsTime(Match m) =>
        int.Parse(m.Groups["h"].ValueSpan, CultureInfo.InvariantCulture) < 24 && int.Parse(m.Groups["mi"].ValueSpan, CultureInfo.InvariantCulture) < 60
        && int.Parse(Seconds(m), CultureInfo.InvariantCulture) < 60;

    private static string DateOf(Match m) => $"{m.Groups["y"].Value}-{m.Groups["mo"].Value}-{m.Groups["d"].Value}";

    private static string TimeOf(Match m) => $"{m.Groups["h"].Value}:{m.Groups["mi"].Value}:{Seconds(m)}{Fraction(m)}";

    private static string Seconds(Match m) => m.Groups["s"].Success ? m.Groups["s"].Value : "00";

    private static string Fraction(Match m) => m.Groups["f"].Value.TrimEnd('0') is { Length: > 0 } digits ? "." + digits : "";

    private static TimeSpan? OffsetOf(Match m)
    {
        if (m.Groups["z"].Value is "Z" or "z") return TimeSpan.Zero;
        var hours = int.Parse(m.Groups["oh"].ValueSpan, CultureInfo.InvariantCulture);
        var minutes = m.Groups["om"].Success ? int.Parse(m.Groups["om"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var seconds = m.Groups["os"].Success ? int.Parse(m.Groups["os"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        if (hours > 15 || minutes > 59 || seconds > 59) return null;
        var offset = new TimeSpan(hours, minutes, seconds);
        return m.Groups["sg"].Value == "-" ? -offset : offset;
    }

    [GeneratedRegex(@"^\s*(?<s>[+-])?(?<i>[0-9]*)(?:\.(?<f>[0-9]*))?(?:[eE](?<e>[+-]?[0-9]{1,7}))?\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex DecimalPattern();

    [GeneratedRegex(@"^(?<y>[0-9]{4})-(?<mo>[0-9]{2})-(?<d>[0-9]{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex DatePattern();

    [GeneratedRegex(@"^(?<h>[0-9]{2}):(?<mi>[0-9]{2})(?::(?<s>[0-9]{2})(?:\.(?<f>[0-9]+))?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimePattern();

    [GeneratedRegex(
        @"^(?<y>[0-9]{4})-(?<mo>[0-9]{2})-(?<d>[0-9]{2})[T ](?<h>[0-9]{2}):(?<mi>[0-9]{2})(?::(?<s>[0-9]{2})(?:\.(?<f>[0-9]+))?)?(?<z>[Zz]|(?<sg>[+-])(?<oh>[0-9]{2})(?::?(?<om>[0-9]{2})(?::?(?<os>[0-9]{2}))?)?)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex TimestampPattern();
}
