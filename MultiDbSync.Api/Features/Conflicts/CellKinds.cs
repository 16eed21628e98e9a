using System.Text.Json;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>The kind that a cell of a conflict has, or would have if it were not NULL everywhere.</summary>
internal static class CellKinds
{
    /// <summary>The first value that is not NULL decides; where there is none, the column's type.</summary>
    public static CellKind Of(ColumnSchema? column, params IEnumerable<CellValue> values)
    {
        foreach (var value in values)
            if (!value.IsNull) return value.Kind;
        return Of(column?.Type ?? CanonicalType.Any);
    }

    /// <summary>As the wire spells it: <c>text</c>, <c>integer</c>, <c>timestampOffset</c> …</summary>
    public static string ToWire(this CellKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    private static CellKind Of(CanonicalType type) => type switch
    {
        CanonicalType.Boolean => CellKind.Boolean,
        CanonicalType.Int16 or CanonicalType.Int32 or CanonicalType.Int64 => CellKind.Integer,
        CanonicalType.Float32 or CanonicalType.Float64 => CellKind.Real,
        CanonicalType.Decimal => CellKind.Decimal,
        CanonicalType.Binary => CellKind.Binary,
        CanonicalType.Date => CellKind.Date,
        CanonicalType.Time => CellKind.Time,
        CanonicalType.Timestamp => CellKind.Timestamp,
        CanonicalType.TimestampOffset => CellKind.TimestampOffset,
        CanonicalType.Uuid => CellKind.Uuid,
        CanonicalType.Json => CellKind.Json,
        _ => CellKind.Text,
    };
}
