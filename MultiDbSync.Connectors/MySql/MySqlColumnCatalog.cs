using System.Text.RegularExpressions;
using MultiDbSync.Engine.Schema;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Reads columns.</summary>
internal static partial class MySqlColumnCatalog
{
    private const string Columns = """
        SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE = 'YES', COALESCE(GENERATION_EXPRESSION, '') <> '', COLLATION_NAME, CHARACTER_MAXIMUM_LENGTH,
          NUMERIC_PRECISION, NUMERIC_SCALE, DATETIME_PRECISION, EXTRA, COLUMN_DEFAULT
        FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME, ORDINAL_POSITION
        """;

    /// <summary>The columns of all tables, in the tables' order.</summary>
    public static async Task<List<(string Table, ColumnSchema Column, string? Collation)>> ReadAsync(MySqlConnection connection, MySqlServer server, CancellationToken cancellationToken)
    {
        var json = new HashSet<(string, string)>();
        if (server.JsonColumns is { } checks)
            foreach (var (table, clause) in await connection.ListAsync(checks, r => (r.GetString(0), r.GetString(1)), cancellationToken))
                if (JsonCheck().Match(clause) is { Success: true } match) json.Add((table, match.Groups["name"].Value.Replace("``", "`", StringComparison.Ordinal)));
        return await connection.ListAsync(Columns, r => (r.GetString(0), Column(r, server, json), r.TextOrNull(5)), cancellationToken);
    }

    private static ColumnSchema Column(MySqlDataReader row, MySqlServer server, HashSet<(string, string)> json)
    {
        var (name, declared, extra) = (row.GetString(1), row.GetString(2), row.GetString(10));
        var type = MySqlColumnType.Parse(declared);
        var canonical = json.Contains((row.GetString(0), name)) ? CanonicalType.Json : type.Canonical;
        var collation = row.TextOrNull(5);
        return new ColumnSchema(name, declared, canonical, row.GetBoolean(3), row.GetBoolean(4), collation is null ? KeyEquality.Binary : MySqlCollation.EqualityOf(collation) ?? MySqlCollation.Weakest)
        {
            // The limits of TEXT and BLOB types count bytes and mean "as long as you like".
            Length = type.Base is "char" or "varchar" or "binary" or "varbinary" ? checked((int)row.GetInt64(6)) : null,
            Precision = canonical switch
            {
                CanonicalType.Decimal => type.Base == "decimal" ? (int)row.GetInt64(7) : 20,
                CanonicalType.Time or CanonicalType.Timestamp or CanonicalType.TimestampOffset => (int)row.GetInt64(9),
                _ => null,
            },
            Scale = canonical == CanonicalType.Decimal ? type.Base == "decimal" ? (int)row.GetInt64(8) : 0 : null,
            IsIdentity = extra.Contains("auto_increment", StringComparison.OrdinalIgnoreCase),
            Default = server.DefaultOf(row.TextOrNull(11), extra, IsNumber(canonical)),
            Labels = type.Base == "enum" ? MySqlLabels.Parse(declared) : null,
        };
    }

    private static bool IsNumber(CanonicalType type) =>
        type is CanonicalType.Boolean or CanonicalType.Int16 or CanonicalType.Int32 or CanonicalType.Int64 or CanonicalType.Decimal or CanonicalType.Float32 or CanonicalType.Float64;

    [GeneratedRegex("^json_valid\\(`(?<name>(?:[^`]|``)+)`\\)$", RegexOptions.CultureInvariant)]
    private static partial Regex JsonCheck();
}
