using System.Globalization;
using System.Text;
using MultiDbSync.Connectors.Relational.Ddl;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Types and names of tables that we make (https://dev.mysql.com/doc/refman/8.0/en/data-types.html).</summary>
internal sealed class MySqlSchemaDialect(MySqlServer server) : ServerDialect
{
    private const int MostNameCharacters = 64;
    private const int MostDigits = 65;
    private const int MostScale = 30;
    private const int MostFraction = 6;

    // Longer texts stand outside the row, whose columns share 65,535 bytes.
    private const int MostCharactersInRow = 1024;

    public override string TableOptions => $" ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE {ExactCollation}";

    /// <summary>Texts are equal byte by byte, trailing blanks included (MySQL 8.0.17; MariaDB).</summary>
    private string ExactCollation => server.IsMariaDb ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin";

    // Rows that a key changes by itself fire no triggers there, so they would not be captured.
    public override bool KeepsActions => false;

    public override string Quote(string name) => MySqlIdentifier.Quote(name);

    public override string Table(string name) => MySqlIdentifier.Table(name);

    public override string Literal(string text) => MySqlIdentifier.Literal(text);

    // No characters beyond the basic plane, no blank at the end (https://dev.mysql.com/doc/refman/8.0/en/identifiers.html).
    public override string Fit(string name)
    {
        var plain = string.Concat(name.EnumerateRunes().Select(r => r.IsBmp ? r.ToString() : "_")).TrimEnd(' ');
        return plain == name ? Shorten(name, n => n.Length <= MostNameCharacters) : Shorten($"{plain}_{Hash(name)}", n => n.Length <= MostNameCharacters);
    }

    public override IReadOnlyDictionary<(string Table, string Column), int> LimitsOf(IReadOnlyList<TableSchema> tables) => MySqlKeyLimits.Of(tables);

    public override MappedType TypeOf(ColumnSchema column, ColumnUse use) => column.Type switch
    {
        CanonicalType.Decimal when IsOwn(column, "bigint") || (column.IsIdentity && column.Scale is null or 0) => new MappedType("bigint(20) unsigned", column.Type) { Precision = 20, Scale = 0 },
        CanonicalType.Boolean => new MappedType("tinyint(1)", column.Type),
        CanonicalType.Int16 => new MappedType("smallint", column.Type),
        CanonicalType.Int32 => new MappedType("int", column.Type),
        CanonicalType.Int64 => new MappedType("bigint", column.Type),
        CanonicalType.Decimal => Decimal(column),
        CanonicalType.Float32 => new MappedType("float", column.Type),
        CanonicalType.Float64 => new MappedType("double", column.Type),
        CanonicalType.Text => Text(column, use),
        CanonicalType.Binary => Binary(column, use),
        CanonicalType.Date => new MappedType("date", column.Type),
        CanonicalType.Time => Fractional("time", column.Type, column),
        CanonicalType.Timestamp => Fractional("datetime", column.Type, column),

        // TIMESTAMP ends in 2038; it stays where it comes from this make. Else the instant in UTC.
        CanonicalType.TimestampOffset when IsOwn(column, "timestamp") => Fractional("timestamp", column.Type, column),
        CanonicalType.TimestampOffset => Fractional("datetime", CanonicalType.Timestamp, column) with { Note = "instants with an offset become local times in UTC here." },

        // MySQL has no such type, and MariaDB's refuses some (see MySqlRefusal).
        CanonicalType.Uuid => new MappedType("char(36)", CanonicalType.Text) { Length = 36 },
        CanonicalType.Json => new MappedType("json", column.Type),
        _ => Text(column, use) with { Note = "holds values of any type; here they become text, and bytes are refused." },
    };

    public override bool CanNumber(TableSchema table, ColumnSchema column) =>
        (column.Type is CanonicalType.Int16 or CanonicalType.Int32 or CanonicalType.Int64 || column.DeclaredType.StartsWith("bigint", StringComparison.Ordinal))
        && table.Key.Count > 0 && table.Key[0] == column.Name && table.Columns.First(c => c.IsIdentity).Name == column.Name;

    public override string Column(ColumnSchema column)
    {
        var text = column.Type is CanonicalType.Text && !column.DeclaredType.StartsWith("inet", StringComparison.Ordinal)
            ? $" CHARACTER SET utf8mb4 COLLATE {ExactCollation}"
            : "";
        var value = column.IsIdentity ? " AUTO_INCREMENT" : column.Default is null ? "" : $" DEFAULT {column.Default}";
        return $"{Quote(column.Name)} {column.DeclaredType}{text}{(column.IsNullable ? " NULL" : " NOT NULL")}{value}";
    }

    // A whole long text can't be indexed, its beginning can.
    public override string IndexColumn(ColumnSchema column) =>
        column.DeclaredType is "longtext" or "longblob" or "json" ? $"{Quote(column.Name)}(191)" : column.Length > 768 ? $"{Quote(column.Name)}(191)" : Quote(column.Name);

    public override IEnumerable<string> Retype(string table, ColumnSchema wanted, ColumnSchema found) => [$"ALTER TABLE {table} MODIFY COLUMN {Column(wanted)}"];

    public override bool Knows(ColumnSchema column) =>
        MySqlColumnType.Parse(column.DeclaredType).Canonical == column.Type || (column.Type == CanonicalType.Json && column.DeclaredType is "longtext" or "json");

    protected override string Moment(DefaultKind kind, ColumnSchema column)
    {
        var digits = column.Precision is > 0 and var precision ? $"({Number(precision)})" : "";
        return kind switch
        {
            DefaultKind.CurrentDate => "(CURRENT_DATE)",
            DefaultKind.CurrentTime => "(CURRENT_TIME)",
            _ => "CURRENT_TIMESTAMP" + digits,
        };
    }

    // Long types take no plain constant as their default, but an expression.
    protected override string? Constant(string? text, ColumnSchema column) =>
        text is null ? null : column.DeclaredType is "longtext" or "longblob" or "json" ? $"({Literal(text)})" : Literal(text);

    private static MappedType Text(ColumnSchema column, ColumnUse use)
    {
        if (use.Limit is > 0 and var limit)
        {
            var length = Math.Min(column.Length ?? int.MaxValue, limit);
            return new MappedType($"varchar({Number(length)})", CanonicalType.Text)
            {
                Length = length,
                Note = length == column.Length ? null : $"is part of a key, whose length is limited here; texts of more than {Number(length)} characters are refused.",
            };
        }

        return use.Limit is null && column.Length is > 0 and <= MostCharactersInRow
            ? new MappedType($"varchar({Number(column.Length.Value)})", CanonicalType.Text) { Length = column.Length }
            : new MappedType("longtext", CanonicalType.Text);
    }

    private static MappedType Binary(ColumnSchema column, ColumnUse use)
    {
        if (use.Limit is > 0 and var limit)
        {
            var length = Math.Min(column.Length ?? int.MaxValue, limit);
            return new MappedType($"varbinary({Number(length)})", column.Type)
            {
                Length = length,
                Note = length == column.Length ? null : $"is part of a key, whose length is limited here; more than {Number(length)} bytes are refused.",
            };
        }

        return use.Limit is null && column.Length is > 0 and <= MostCharactersInRow
            ? new MappedType($"varbinary({Number(column.Length.Value)})", column.Type) { Length = column.Length }
            : new MappedType("longblob", column.Type);
    }

    private static MappedType Decimal(ColumnSchema column)
    {
        var scale = column.Precision is null ? MostScale : Math.Max(0, column.Scale ?? 0);
        var digits = column.Precision is null ? MostDigits : Math.Max(column.Precision.Value - Math.Min(0, column.Scale ?? 0), scale);
        var (precision, kept) = (Math.Min(digits, MostDigits), Math.Min(scale, MostScale));
        return new MappedType($"decimal({Number(precision)},{Number(kept)})", column.Type)
        {
            Precision = precision,
            Scale = kept,
            Note = column.Precision is null || digits > precision || scale > kept ? $"numbers have {Number(precision)} digits here, {Number(kept)} of them after the point; others are refused." : null,
        };
    }

    private static MappedType Fractional(string name, CanonicalType type, ColumnSchema column)
    {
        var digits = Math.Min(column.Precision ?? MostFraction, MostFraction);
        return new MappedType(digits == 0 ? name : $"{name}({Number(digits)})", type)
        {
            Precision = digits,
            Note = column.Precision > MostFraction ? "fractions of seconds have six digits here; values with more are refused." : null,
        };
    }

    private static bool IsOwn(ColumnSchema column, string name) =>
        MySqlColumnType.Parse(column.DeclaredType) is var type && type.Base == name && type.Canonical == column.Type && !column.DeclaredType.Contains("zone", StringComparison.OrdinalIgnoreCase);

    private static string Hash(string name) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
