using System.Globalization;
using System.Text.RegularExpressions;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// What declared types say. SQLite itself takes only an affinity from them (https://www.sqlite.org/datatype3.html, 3.1) and lets any column hold any
/// storage class; applications write the names of other databases, and those tell what the values mean.
/// </summary>
internal static partial class SqliteTypes
{
    /// <summary>Ends the names of types that we declare where the plain name would have NUMERIC affinity, which changes text that looks like a number.</summary>
    private const string TextSuffix = "_TEXT";

    /// <summary>The canonical type of a column, with its limits.</summary>
    public static SqliteDeclaredType Of(string declared)
    {
        var match = Pattern().Match(declared);
        var name = Spaces().Replace($"{match.Groups["name"].Value} {match.Groups["rest"].Value}", " ").Trim().ToUpperInvariant();
        int? first = Number(match.Groups["first"]), second = Number(match.Groups["second"]);
        var type = Named(name.EndsWith(TextSuffix, StringComparison.Ordinal) ? name[..^TextSuffix.Length] : name, first) ?? ByAffinity(name);
        return type switch
        {
            CanonicalType.Decimal => new SqliteDeclaredType(type, null, first, first is null ? null : second ?? 0),
            CanonicalType.Time or CanonicalType.Timestamp or CanonicalType.TimestampOffset => new SqliteDeclaredType(type, null, first, null),
            CanonicalType.Text or CanonicalType.Binary => new SqliteDeclaredType(type, first, null, null),
            _ => new SqliteDeclaredType(type, null, null, null),
        };
    }

    public static KeyEquality EqualityOf(string collation) => collation.ToUpperInvariant() switch
    {
        "NOCASE" => KeyEquality.IgnoreCase,
        "RTRIM" => KeyEquality.TrimTrailingSpaces,
        _ => KeyEquality.Binary,
    };

    /// <summary>True for the engine's own collations; any other exists only in the program that registered it.</summary>
    public static bool IsKnownCollation(string collation) => collation.ToUpperInvariant() is "BINARY" or "NOCASE" or "RTRIM";

    private static CanonicalType? Named(string name, int? size) => name switch
    {
        "BOOLEAN" or "BOOL" => CanonicalType.Boolean,
        "TINYINT" when size == 1 => CanonicalType.Boolean,
        "TINYINT" or "SMALLINT" or "INT2" => CanonicalType.Int16,
        "MEDIUMINT" or "INT" or "INT4" => CanonicalType.Int32,
        "DECIMAL" or "NUMERIC" or "DEC" => CanonicalType.Decimal,
        "FLOAT4" => CanonicalType.Float32,
        "BINARY" or "VARBINARY" or "BYTEA" => CanonicalType.Binary,
        "DATE" => CanonicalType.Date,
        "TIME" or "TIME WITHOUT TIME ZONE" => CanonicalType.Time,
        "DATETIME" or "TIMESTAMP" or "TIMESTAMP WITHOUT TIME ZONE" => CanonicalType.Timestamp,
        "TIMESTAMPTZ" or "TIMESTAMP WITH TIME ZONE" or "DATETIMEOFFSET" => CanonicalType.TimestampOffset,
        "UUID" or "GUID" or "UNIQUEIDENTIFIER" => CanonicalType.Uuid,
        "JSON" or "JSONB" => CanonicalType.Json,
        _ => null,
    };

    private static CanonicalType ByAffinity(string name)
    {
        if (Contains(name, "INT")) return CanonicalType.Int64;
        if (Contains(name, "CHAR") || Contains(name, "CLOB") || Contains(name, "TEXT")) return CanonicalType.Text;
        if (Contains(name, "BLOB")) return CanonicalType.Binary;
        if (Contains(name, "REAL") || Contains(name, "FLOA") || Contains(name, "DOUB")) return CanonicalType.Float64;
        return CanonicalType.Any;
    }

    private static int? Number(Group group) => group.Success && int.TryParse(group.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool Contains(string declared, string part) => declared.Contains(part, StringComparison.Ordinal);

    [GeneratedRegex(@"^(?<name>[^(]*)(?:\(\s*(?<first>[0-9]+)\s*(?:,\s*(?<second>-?[0-9]+)\s*)?[^)]*\))?(?<rest>.*)\z", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
