using System.Globalization;
using System.Numerics;

namespace MultiDbSync.Engine.Changes;

/// <summary>A decimal of any length: <c>Digits</c> times ten to the power of <c>-Scale</c>.</summary>
internal readonly record struct ExactDecimal(BigInteger Digits, int Scale) : IComparable<ExactDecimal>
{
    /// <summary>Reads what <see cref="CanonicalText.Decimal"/> writes.</summary>
    public static ExactDecimal Parse(string canonical)
    {
        var point = canonical.IndexOf('.', StringComparison.Ordinal);
        var scale = point < 0 ? 0 : canonical.Length - point - 1;
        return new ExactDecimal(BigInteger.Parse(canonical.Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), scale);
    }

    public ExactDecimal Plus(ExactDecimal other)
    {
        var scale = Math.Max(Scale, other.Scale);
        return new ExactDecimal(At(scale) + other.At(scale), scale);
    }

    public ExactDecimal Minus(ExactDecimal other) => Plus(other with { Digits = -other.Digits });

    public int CompareTo(ExactDecimal other)
    {
        var scale = Math.Max(Scale, other.Scale);
        return At(scale).CompareTo(other.At(scale));
    }

    /// <summary>Whether it has no more than <paramref name="scale"/> digits behind the point and the rest of <paramref name="precision"/> before it; null sets no limit.</summary>
    public bool Fits(int? precision, int? scale)
    {
        var canonical = Parse(ToString());
        if (scale is { } most && canonical.Scale > most) return false;
        return precision is not { } digits || BigInteger.Abs(canonical.Digits) < BigInteger.Pow(10, Math.Max(0, digits - (scale ?? 0)) + canonical.Scale);
    }

    /// <summary>The canonical text.</summary>
    public override string ToString()
    {
        var digits = BigInteger.Abs(Digits).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        var text = Scale == 0 ? digits : $"{digits[..^Scale]}.{digits[^Scale..]}";
        return CanonicalText.Decimal(Digits.Sign < 0 ? "-" + text : text)!;
    }

    private BigInteger At(int scale) => Digits * BigInteger.Pow(10, scale - Scale);
}
