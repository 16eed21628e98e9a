using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Changes;

/// <summary>Arithmetic on values that are numbers of one kind. Integers and decimals are exact; sums of reals are rounded as doubles are.</summary>
internal static class CellNumber
{
    /// <summary>As <see cref="IComparable"/> orders; null where the two are not numbers of one kind.</summary>
    public static int? Compare(CellValue a, CellValue b) => a.Kind != b.Kind ? null : a.Kind switch
    {
        CellKind.Integer => a.Integer.CompareTo(b.Integer),
        CellKind.Real => a.Real.CompareTo(b.Real),
        CellKind.Decimal => ExactDecimal.Parse(a.Text).CompareTo(ExactDecimal.Parse(b.Text)),
        _ => null,
    };

    /// <summary><paramref name="value"/> + (<paramref name="to"/> - <paramref name="from"/>); null where they are not numbers of one kind, or it has no result.</summary>
    public static CellValue? AddDelta(CellValue value, CellValue from, CellValue to)
    {
        if (value.Kind != from.Kind || value.Kind != to.Kind) return null;
        switch (value.Kind)
        {
            case CellKind.Integer:
                var sum = (Int128)value.Integer + to.Integer - from.Integer;
                return sum >= long.MinValue && sum <= long.MaxValue ? CellValue.FromInteger((long)sum) : null;
            case CellKind.Real:
                var real = value.Real + (to.Real - from.Real);
                return double.IsFinite(real) ? CellValue.FromReal(real) : null;
            case CellKind.Decimal:
                var exact = ExactDecimal.Parse(value.Text).Plus(ExactDecimal.Parse(to.Text)).Minus(ExactDecimal.Parse(from.Text));
                return CellValue.FromText(CellKind.Decimal, exact.ToString());
            default:
                return null;
        }
    }

    /// <summary>Whether a column of that type holds the number exactly.</summary>
    public static bool Fits(CellValue number, ColumnSchema column) => column.Type switch
    {
        CanonicalType.Int16 => number.Kind == CellKind.Integer && number.Integer is >= short.MinValue and <= short.MaxValue,
        CanonicalType.Int32 => number.Kind == CellKind.Integer && number.Integer is >= int.MinValue and <= int.MaxValue,
        CanonicalType.Float32 => number.Kind == CellKind.Real && (float)number.Real == number.Real,
        CanonicalType.Decimal => number.Kind == CellKind.Decimal && ExactDecimal.Parse(number.Text).Fits(column.Precision, column.Scale),
        _ => true,
    };
}
