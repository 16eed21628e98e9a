using System.Globalization;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Routing.Filters;

/// <summary>
/// Compares values: numbers by their value, text and UUIDs by their code units, times by the clock, booleans false before true. Values of kinds that can't
/// be compared, and NULL, have no order.
/// </summary>
internal static class FilterOrder
{
    public static int? Compare(CellValue left, CellValue right)
    {
        if (left.IsNull || right.IsNull) return null;
        if (left.Kind == CellKind.Integer && right.Kind == CellKind.Integer) return left.Integer.CompareTo(right.Integer);
        if (Digits(left) is { } a && Digits(right) is { } b) return CompareDigits(a, b);
        if (left.Kind != right.Kind) return null;
        return left.Kind switch
        {
            CellKind.Boolean => left.Integer.CompareTo(right.Integer),
            CellKind.Binary => left.Binary.Span.SequenceCompareTo(right.Binary.Span),
            CellKind.Real => null,
            CellKind.TimestampOffset => string.CompareOrdinal(left.Text.TrimEnd('Z'), right.Text.TrimEnd('Z')),
            _ => string.CompareOrdinal(left.Text, right.Text),
        };
    }

    private static string? Digits(CellValue value) => value.Kind switch
    {
        CellKind.Integer => value.Integer.ToString(CultureInfo.InvariantCulture),
        CellKind.Decimal => value.Text,
        CellKind.Real => CanonicalText.Decimal(value.Real.ToString("R", CultureInfo.InvariantCulture)),
        _ => null,
    };

    // Canonical digits have no zeros in front and none behind the point.
    private static int CompareDigits(string left, string right)
    {
        var (negative, other) = (left.StartsWith('-'), right.StartsWith('-'));
        if (negative != other) return negative ? -1 : 1;
        return negative ? CompareMagnitude(right[1..], left[1..]) : CompareMagnitude(left, right);
    }

    private static int CompareMagnitude(string left, string right)
    {
        var (a, b) = (Whole(left), Whole(right));
        return a != b ? a.CompareTo(b) : string.CompareOrdinal(left, right);
    }

    private static int Whole(string digits) => digits.IndexOf('.', StringComparison.Ordinal) is var point && point < 0 ? digits.Length : point;
}
