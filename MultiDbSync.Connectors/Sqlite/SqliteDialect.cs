using System.Globalization;
using MultiDbSync.Connectors.Relational.Ddl;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// Types of tables that we make. Names with TEXT in them have TEXT affinity, which leaves every text as it is; DECIMAL, DATE, UUID or JSON alone would have
/// NUMERIC affinity, which makes 12.5 of <c>'12.50'</c> and a rounded double of forty digits (https://www.sqlite.org/datatype3.html, 3.1).
/// </summary>
internal sealed class SqliteDialect : SchemaDialect
{
    public override string Quote(string name) => SqliteIdentifier.Quote(name);

    public override MappedType TypeOf(ColumnSchema column, ColumnUse use) => column.Type switch
    {
        // The only type that numbers itself.
        _ when column.IsIdentity && use.IsWholeKey => new MappedType("INTEGER", CanonicalType.Int64),
        CanonicalType.Boolean => new MappedType("BOOLEAN", column.Type),
        CanonicalType.Int16 => new MappedType("SMALLINT", column.Type),
        CanonicalType.Int32 => new MappedType("INT", column.Type),

        // INTEGER as the whole key would number itself.
        CanonicalType.Int64 => new MappedType(use.IsWholeKey ? "BIGINT" : "INTEGER", column.Type),
        CanonicalType.Decimal when column.Precision is { } precision => new MappedType($"DECIMAL_TEXT({Number(precision)},{Number(column.Scale ?? 0)})", column.Type)
        {
            Precision = precision,
            Scale = column.Scale ?? 0,
        },
        CanonicalType.Decimal => new MappedType("DECIMAL_TEXT", column.Type),
        CanonicalType.Float32 => new MappedType("FLOAT4", column.Type),
        CanonicalType.Float64 => new MappedType("REAL", column.Type),
        CanonicalType.Text => column.Length is { } length ? new MappedType($"VARCHAR({Number(length)})", column.Type) { Length = length } : new MappedType("TEXT", column.Type),
        CanonicalType.Binary => column.Length is { } length ? new MappedType($"BLOB({Number(length)})", column.Type) { Length = length } : new MappedType("BLOB", column.Type),
        CanonicalType.Date => new MappedType("DATE_TEXT", column.Type),
        CanonicalType.Time => Fractional("TIME_TEXT", column),
        CanonicalType.Timestamp => Fractional("TIMESTAMP_TEXT", column),
        CanonicalType.TimestampOffset => Fractional("TIMESTAMPTZ_TEXT", column),
        CanonicalType.Uuid => new MappedType("UUID_TEXT", column.Type),
        CanonicalType.Json => new MappedType("JSON_TEXT", column.Type),
        _ => new MappedType(string.Empty, CanonicalType.Any),
    };

    public override bool CanNumber(TableSchema table, ColumnSchema column) => table.Key is [var only] && only == column.Name && column.DeclaredType == "INTEGER";

    // A date and time with its zone is an instant, so the default says its zone too.
    protected override string Moment(DefaultKind kind, ColumnSchema column) => (kind, column.Type) switch
    {
        (_, CanonicalType.TimestampOffset) => "(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))",
        (DefaultKind.CurrentDate, _) => "CURRENT_DATE",
        (DefaultKind.CurrentTime, _) => "CURRENT_TIME",
        _ => "CURRENT_TIMESTAMP",
    };

    private static MappedType Fractional(string name, ColumnSchema column) =>
        column.Precision is { } digits ? new MappedType($"{name}({Number(digits)})", column.Type) { Precision = digits } : new MappedType(name, column.Type);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
