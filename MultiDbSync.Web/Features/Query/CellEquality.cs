using System.Globalization;

namespace MultiDbSync.Web.Features.Query;

/// <summary>
/// Whether two databases mean the same by the texts of two cells: makes spell numbers, truth and moments in ways of their own. Everything else is compared
/// character by character.
/// </summary>
internal static class CellEquality
{
    private static readonly string[] Moments = ["yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"];

    public static bool Same(string? one, string oneType, string? other, string otherType)
    {
        if (one is null || other is null)
            return one is null && other is null;
        if (string.Equals(one, other, StringComparison.Ordinal))
            return true;
        if (IsBoolean(oneType) || IsBoolean(otherType))
            return Truth(one) is { } truth && truth == Truth(other);
        if (IsText(oneType) && IsText(otherType))
            return false;
        return SameNumber(one, other) || SameMoment(one, other);
    }

    private static bool IsBoolean(string type) => type.StartsWith("bool", StringComparison.OrdinalIgnoreCase);

    private static bool IsText(string type) => type.Contains("char", StringComparison.OrdinalIgnoreCase) || type.Contains("text", StringComparison.OrdinalIgnoreCase);

    private static bool? Truth(string text) => text switch
    {
        "t" or "1" or "true" or "True" => true,
        "f" or "0" or "false" or "False" => false,
        _ => null,
    };

    private static bool SameNumber(string one, string other)
    {
        const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (decimal.TryParse(one, plain, CultureInfo.InvariantCulture, out var a) && decimal.TryParse(other, plain, CultureInfo.InvariantCulture, out var b))
            return a == b;

        // With an exponent, or beyond 28 digits: what a double tells apart.
        return (one.Contains('e', StringComparison.OrdinalIgnoreCase) || other.Contains('e', StringComparison.OrdinalIgnoreCase))
            && double.TryParse(one, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && double.TryParse(other, NumberStyles.Float, CultureInfo.InvariantCulture, out var y)
            && x.Equals(y);
    }

    private static bool SameMoment(string one, string other) => Moment(one) is { } a && a == Moment(other);

    private static DateTime? Moment(string text) =>
        DateTime.TryParseExact(text.TrimEnd('Z').Replace("+00", "", StringComparison.Ordinal), Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment : null;
}
