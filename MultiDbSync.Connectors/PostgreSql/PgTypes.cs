using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Types of the server in canonical terms (https://www.postgresql.org/docs/current/datatype.html).</summary>
internal static class PgTypes
{
    // Added to a length or precision in pg_attribute.atttypmod.
    private const int HeaderSize = 4;

    /// <param name="name"><c>pg_type.typname</c> below all domains.</param>
    /// <param name="kind"><c>pg_type.typtype</c>.</param>
    /// <param name="category"><c>pg_type.typcategory</c>.</param>
    /// <param name="isBuiltIn">Another schema's type can bear the name of a built-in one.</param>
    public static CanonicalType Of(string name, string kind, string category, bool isBuiltIn)
    {
        if (category == "A" && name.StartsWith('_')) return CanonicalType.Json;
        if (!isBuiltIn || kind != "b") return CanonicalType.Text;
        return name switch
        {
            "bool" => CanonicalType.Boolean,
            "int2" => CanonicalType.Int16,
            "int4" => CanonicalType.Int32,
            "int8" or "oid" => CanonicalType.Int64,
            "numeric" => CanonicalType.Decimal,
            "float4" => CanonicalType.Float32,
            "float8" => CanonicalType.Float64,
            "bytea" => CanonicalType.Binary,
            "date" => CanonicalType.Date,
            "time" => CanonicalType.Time,
            "timestamp" => CanonicalType.Timestamp,
            "timestamptz" => CanonicalType.TimestampOffset,
            "uuid" => CanonicalType.Uuid,
            "json" or "jsonb" => CanonicalType.Json,
            _ => CanonicalType.Text,
        };
    }

    /// <summary>Length, precision and scale that the type modifier says; null where there is none.</summary>
    public static (int? Length, int? Precision, int? Scale) Limits(string name, int modifier) => name switch
    {
        _ when modifier < 0 => (null, null, null),
        "varchar" or "bpchar" => (modifier - HeaderSize, null, null),
        "numeric" => (null, ((modifier - HeaderSize) >> 16) & 0xFFFF, ScaleOf((modifier - HeaderSize) & 0x7FF)),
        "time" or "timestamp" or "timestamptz" or "timetz" => (null, modifier, null),
        "bit" or "varbit" => (modifier, null, null),
        _ => (null, null, null),
    };

    /// <summary>Under deterministic collations equal text is equal bytes; char(n) does not count blanks at its end, citext folds case.</summary>
    public static KeyEquality EqualityOf(string name) => name switch
    {
        "bpchar" => KeyEquality.TrimTrailingSpaces,
        "citext" => KeyEquality.IgnoreCase,
        _ => KeyEquality.Binary,
    };

    // Eleven bits with a sign, since version 15.
    private static int ScaleOf(int bits) => (bits ^ 1024) - 1024;
}
