using System.Globalization;

namespace MultiDbSync.Engine.Changes;

/// <summary>One exact value. Two values are equal only when kind and content are: 1 is not 1.0, <c>abc</c> is not <c>ABC</c>, -0.0 is not 0.0.</summary>
public readonly struct CellValue : IEquatable<CellValue>
{
    private readonly long _bits;
    private readonly object? _content;

    private CellValue(CellKind kind, long bits, object? content)
    {
        Kind = kind;
        _bits = bits;
        _content = content;
    }

    /// <summary>SQL NULL; also the default value.</summary>
    public static CellValue Null => default;

    /// <summary>The value's canonical type.</summary>
    public CellKind Kind { get; }

    /// <summary>True for SQL NULL.</summary>
    public bool IsNull => Kind == CellKind.Null;

    /// <summary>The number of an <see cref="CellKind.Integer"/>, or 0/1 of a <see cref="CellKind.Boolean"/>.</summary>
    public long Integer => _bits;

    /// <summary>The number of a <see cref="CellKind.Real"/>.</summary>
    public double Real => BitConverter.Int64BitsToDouble(_bits);

    /// <summary>The bytes of a <see cref="CellKind.Binary"/>.</summary>
    public ReadOnlyMemory<byte> Binary => (byte[])_content!;

    /// <summary>The content of every kind that is carried as text.</summary>
    public string Text => (string)_content!;

    /// <summary>An integer.</summary>
    public static CellValue FromInteger(long value) => new(CellKind.Integer, value, null);

    /// <summary>A boolean.</summary>
    public static CellValue FromBoolean(bool value) => new(CellKind.Boolean, value ? 1 : 0, null);

    /// <summary>A double; every bit is kept.</summary>
    public static CellValue FromReal(double value) => new(CellKind.Real, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>Text.</summary>
    public static CellValue FromText(string value) => new(CellKind.Text, 0, value);

    /// <summary>Bytes; the array is not copied and must not be changed afterwards.</summary>
    public static CellValue FromBinary(byte[] value) => new(CellKind.Binary, 0, value);

    /// <summary>A value of a kind that is carried as text (<see cref="CellKind.Decimal"/> and later, but for binary).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kind is not carried as text.</exception>
    public static CellValue FromText(CellKind kind, string value) =>
        kind is CellKind.Null or CellKind.Boolean or CellKind.Integer or CellKind.Real or CellKind.Binary
            ? throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind is not carried as text.")
            : new CellValue(kind, 0, value);

    /// <inheritdoc />
    public bool Equals(CellValue other) =>
        Kind == other.Kind && _bits == other._bits && Kind switch
        {
            CellKind.Null or CellKind.Boolean or CellKind.Integer or CellKind.Real => true,
            CellKind.Binary => Binary.Span.SequenceEqual(other.Binary.Span),
            _ => string.Equals(Text, other.Text, StringComparison.Ordinal),
        };

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is CellValue other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        if (_content is byte[] bytes)
        {
            var hash = new HashCode();
            hash.AddBytes(bytes);
            return hash.ToHashCode();
        }

        return HashCode.Combine(Kind, _bits, _content as string);
    }

    /// <summary>Readable text for people: null for SQL NULL, <c>0x…</c> for bytes, round-trip digits for reals.</summary>
    public string? ToDisplay() => Kind switch
    {
        CellKind.Null => null,
        CellKind.Boolean => _bits != 0 ? "true" : "false",
        CellKind.Integer => _bits.ToString(CultureInfo.InvariantCulture),
        CellKind.Real => Real.ToString("R", CultureInfo.InvariantCulture),
        CellKind.Binary => "0x" + Convert.ToHexString(Binary.Span),
        _ => Text,
    };

    /// <inheritdoc />
    public override string ToString() => ToDisplay() ?? "NULL";

    /// <summary>Equal kind and content.</summary>
    public static bool operator ==(CellValue left, CellValue right) => left.Equals(right);

    /// <summary>Different kind or content.</summary>
    public static bool operator !=(CellValue left, CellValue right) => !left.Equals(right);
}
