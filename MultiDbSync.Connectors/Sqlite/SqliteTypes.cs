using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Declared types by the engine's own rules of affinity (https://www.sqlite.org/datatype3.html, 3.1).</summary>
internal static class SqliteTypes
{
    /// <summary>The canonical type of a column; only ever a hint, since SQLite lets any column hold any storage class.</summary>
    public static CanonicalType Of(string declared)
    {
        if (Contains(declared, "INT")) return CanonicalType.Int64;
        if (Contains(declared, "CHAR") || Contains(declared, "CLOB") || Contains(declared, "TEXT")) return CanonicalType.Text;
        if (Contains(declared, "BLOB")) return CanonicalType.Binary;
        if (Contains(declared, "REAL") || Contains(declared, "FLOA") || Contains(declared, "DOUB")) return CanonicalType.Float64;
        return CanonicalType.Any;
    }

    public static KeyEquality EqualityOf(string collation) => collation.ToUpperInvariant() switch
    {
        "NOCASE" => KeyEquality.IgnoreCase,
        "RTRIM" => KeyEquality.TrimTrailingSpaces,
        _ => KeyEquality.Binary,
    };

    /// <summary>True for the engine's own collations; any other exists only in the program that registered it.</summary>
    public static bool IsKnownCollation(string collation) => collation.ToUpperInvariant() is "BINARY" or "NOCASE" or "RTRIM";

    private static bool Contains(string declared, string part) => declared.Contains(part, StringComparison.OrdinalIgnoreCase);
}
