using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>What is known of a column to read and write it.</summary>
internal sealed class PgColumn
{
    public PgColumn(string name, string declaredType, CanonicalType type)
    {
        (Name, Type) = (name, type);
        BaseType = WithoutModifier(declaredType) switch
        {
            // Without a length these mean a length of one.
            "character" => "bpchar",
            "bit" => declaredType,
            var bare => bare,
        };
        IsBlankPadded = BaseType == "bpchar";
        Storage = BaseType.EndsWith("[]", StringComparison.Ordinal)
            ? PgStorage.Array
            : type switch
            {
                CanonicalType.Boolean when BaseType == "boolean" => PgStorage.Boolean,
                CanonicalType.Int16 when BaseType == "smallint" => PgStorage.Int16,
                CanonicalType.Int32 when BaseType == "integer" => PgStorage.Int32,
                CanonicalType.Int64 when BaseType == "bigint" => PgStorage.Int64,
                CanonicalType.Float32 when BaseType == "real" => PgStorage.Float32,
                CanonicalType.Float64 when BaseType == "double precision" => PgStorage.Float64,
                CanonicalType.Text when BaseType is "text" or "character varying" => PgStorage.Text,
                CanonicalType.Binary when BaseType == "bytea" => PgStorage.Binary,
                CanonicalType.Uuid when BaseType == "uuid" => PgStorage.Uuid,
                _ => PgStorage.Cast,
            };
    }

    public string Name { get; }

    public CanonicalType Type { get; }

    /// <summary>
    /// The type without length or precision: an explicit cast to <c>varchar(5)</c> or <c>numeric(4,1)</c> cuts and rounds silently, an assignment of the bare
    /// type is refused or found by the comparison afterwards.
    /// </summary>
    public string BaseType { get; }

    /// <summary>char(n): blanks at the end say nothing.</summary>
    public bool IsBlankPadded { get; }

    public PgStorage Storage { get; }

    public static PgColumn Of(ColumnSchema column) => new(column.Name, column.DeclaredType, column.Type);

    /// <summary>The column in a SELECT list, in the form that <see cref="PgCells.Read"/> reads.</summary>
    public string Select(string alias) => Storage switch
    {
        // An inet cast to text shows the mask that its output, which images are made of, leaves out where it says nothing.
        PgStorage.Cast when BaseType == "inet" => $"nullif(concat({alias}.{PgIdentifier.Quote(Name)}), '')",
        PgStorage.Cast => $"{alias}.{PgIdentifier.Quote(Name)}::text",
        PgStorage.Array => $"to_json({alias}.{PgIdentifier.Quote(Name)})::text",
        _ => $"{alias}.{PgIdentifier.Quote(Name)}",
    };

    /// <summary>The type of the array parameter that carries the column's values.</summary>
    public string ArrayType => Storage switch
    {
        PgStorage.Boolean => "boolean[]",
        PgStorage.Int16 => "smallint[]",
        PgStorage.Int32 => "integer[]",
        PgStorage.Int64 => "bigint[]",
        PgStorage.Float32 => "real[]",
        PgStorage.Float64 => "double precision[]",
        PgStorage.Binary => "bytea[]",
        PgStorage.Uuid => "uuid[]",
        _ => "text[]",
    };

    /// <summary>An element of the array parameter as a value of the column's type.</summary>
    public string Cast(string operand) => Storage is PgStorage.Cast or PgStorage.Array ? $"{operand}::{BaseType}" : operand;

    private static string WithoutModifier(string declared)
    {
        var open = declared.IndexOf('(', StringComparison.Ordinal);
        var close = open < 0 ? -1 : declared.IndexOf(')', open);
        return close < 0 || declared.Contains('"', StringComparison.Ordinal) ? declared : declared.Remove(open, close - open + 1);
    }
}
