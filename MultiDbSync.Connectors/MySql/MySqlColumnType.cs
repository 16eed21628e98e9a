using System.Globalization;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.MySql;

/// <summary>A column's declared type, for instance <c>bigint(20) unsigned</c>, taken apart.</summary>
/// <param name="Base">The first word in lower case.</param>
/// <param name="Length">The first number in brackets, or null.</param>
internal readonly record struct MySqlColumnType(string Base, int? Length, bool IsUnsigned)
{
    public static MySqlColumnType Parse(string declared)
    {
        var end = declared.AsSpan().IndexOfAny('(', ' ');
        var name = (end < 0 ? declared : declared[..end]).ToLowerInvariant();
        int? length = null;
        if (end >= 0 && declared[end] == '(')
        {
            var stop = declared.AsSpan(end).IndexOfAny(',', ')');
            if (stop > 0 && int.TryParse(declared.AsSpan(end + 1, stop - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) length = number;
        }

        // The word stands behind the brackets; within those of an enum it could be a label.
        var rest = declared[(declared.LastIndexOf(')') + 1)..];
        return new MySqlColumnType(name, length, rest.Contains("unsigned", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The canonical type, but for MariaDB's JSON, which only a check tells of.</summary>
    public CanonicalType Canonical => Base switch
    {
        "tinyint" when Length == 1 && !IsUnsigned => CanonicalType.Boolean,
        "tinyint" => CanonicalType.Int16,
        "smallint" => IsUnsigned ? CanonicalType.Int32 : CanonicalType.Int16,
        "mediumint" => CanonicalType.Int32,
        "int" => IsUnsigned ? CanonicalType.Int64 : CanonicalType.Int32,
        "bigint" => IsUnsigned ? CanonicalType.Decimal : CanonicalType.Int64,
        "bit" => Length is null or 1 ? CanonicalType.Boolean : Length > 63 ? CanonicalType.Decimal : CanonicalType.Int64,
        "year" => CanonicalType.Int16,
        "decimal" => CanonicalType.Decimal,
        "float" => CanonicalType.Float32,
        "double" => CanonicalType.Float64,
        "date" => CanonicalType.Date,
        "time" => CanonicalType.Time,
        "datetime" => CanonicalType.Timestamp,
        "timestamp" => CanonicalType.TimestampOffset,
        "json" => CanonicalType.Json,
        "uuid" => CanonicalType.Uuid,
        "char" or "varchar" or "tinytext" or "text" or "mediumtext" or "longtext" or "enum" or "set" or "inet4" or "inet6" => CanonicalType.Text,
        _ => CanonicalType.Binary,
    };

    /// <summary>
    /// Values may be far larger than a row's page: the trigger writes each large one as an entry of its own.
    /// </summary>
    public bool IsLarge => Base is not ("tinytext" or "tinyblob") && (Base.EndsWith("text", StringComparison.Ordinal) || Base.EndsWith("blob", StringComparison.Ordinal) || Base == "json" || IsSpatial);

    public bool IsSpatial => Base is "geometry" or "point" or "linestring" or "polygon" or "multipoint" or "multilinestring" or "multipolygon" or "geometrycollection" or "geomcollection";

    /// <summary>Types that this connector knows; a column of any other (a newer server's) is refused.</summary>
    public bool IsKnown => IsSpatial || Canonical != CanonicalType.Binary || Base is "binary" or "varbinary" or "tinyblob" or "blob" or "mediumblob" or "longblob";
}
