using System.Globalization;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// Reads a column's stored values as its declared type means them. What is no value of that type stays what it is, and is so carried exactly between
/// SQLite databases.
/// </summary>
/// <param name="Exact">
/// The column takes part in a key: only text that is spelt as we would write it counts as a value of the type, since rows are found by it and
/// <c>12.50</c> and <c>12.5</c> are two keys to SQLite.
/// </param>
internal readonly record struct SqliteColumnCodec(CanonicalType Type, bool Exact)
{
    // A double tells decimals of up to 15 digits apart; with more, several decimals are one double, and which one was meant nobody knows.
    private const int ExactDigits = 15;

    /// <summary>False when every stored value is its own canonical value.</summary>
    public bool Converts => Type is CanonicalType.Boolean or CanonicalType.Decimal or CanonicalType.Date or CanonicalType.Time or CanonicalType.Timestamp
        or CanonicalType.TimestampOffset or CanonicalType.Uuid or CanonicalType.Json;

    /// <summary>The canonical value of a stored one.</summary>
    public CellValue Decode(CellValue stored) => stored.Kind switch
    {
        CellKind.Text => FromText(stored),
        CellKind.Integer => FromInteger(stored),
        CellKind.Real => FromReal(stored),
        _ => stored,
    };

    private CellValue FromInteger(CellValue stored) => Type switch
    {
        CanonicalType.Boolean when stored.Integer is 0 or 1 => CellValue.FromBoolean(stored.Integer == 1),
        CanonicalType.Decimal => CellValue.FromText(CellKind.Decimal, stored.Integer.ToString(CultureInfo.InvariantCulture)),
        CanonicalType.Json => CellValue.FromText(CellKind.Json, stored.Integer.ToString(CultureInfo.InvariantCulture)),
        _ => stored,
    };

    private CellValue FromReal(CellValue stored)
    {
        var kind = Type switch { CanonicalType.Decimal => CellKind.Decimal, CanonicalType.Json => CellKind.Json, _ => CellKind.Null };
        if (kind == CellKind.Null || !double.IsFinite(stored.Real)) return stored;
        var shortest = stored.Real.ToString("R", CultureInfo.InvariantCulture);
        var digits = shortest.Split('E')[0].Replace(".", "", StringComparison.Ordinal).Trim('-', '0').Length;
        return digits <= ExactDigits && CanonicalText.Decimal(shortest) is { } canonical ? CellValue.FromText(kind, canonical) : stored;
    }

    private CellValue FromText(CellValue stored)
    {
        var (kind, canonical) = Type switch
        {
            CanonicalType.Decimal => (CellKind.Decimal, CanonicalText.Decimal(stored.Text)),
            CanonicalType.Date => (CellKind.Date, CanonicalText.Date(stored.Text)),
            CanonicalType.Time => (CellKind.Time, CanonicalText.Time(stored.Text)),
            CanonicalType.Timestamp => (CellKind.Timestamp, CanonicalText.Timestamp(stored.Text)),
            CanonicalType.TimestampOffset => (CellKind.TimestampOffset, CanonicalText.TimestampOffset(stored.Text)),
            CanonicalType.Uuid => (CellKind.Uuid, CanonicalText.Uuid(stored.Text)),
            CanonicalType.Json => (CellKind.Json, CanonicalJson.Of(stored.Text)),
            _ => (CellKind.Null, null),
        };
        if (canonical is null) return stored;
        var value = CellValue.FromText(kind, canonical);
        return Exact && SqliteCells.Store(value) != stored ? stored : value;
    }
}
