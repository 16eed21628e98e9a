using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// How a column's values are written down: by triggers, in the application's session with whatever settings that has, and by our own reads. Each form
/// is text or bytes that lose nothing; <see cref="MySqlCellCodec"/> reads them back.
/// </summary>
/// <param name="Tag">Says in an image how the value is to be read.</param>
internal sealed record MySqlCell(ColumnSchema Column, char Tag, bool IsLarge)
{
    public static MySqlCell Of(ColumnSchema column)
    {
        var type = MySqlColumnType.Parse(column.DeclaredType);
        return new MySqlCell(column, TagOf(column, type), type.IsLarge);
    }

    /// <summary>The value as a text in utf8mb4, a number, or bytes.</summary>
    public string Value(string operand) => Tag switch
    {
        // Without the +0 a BIT would be bytes and ZEROFILL would pad.
        'b' or 'i' or 'D' => $"{operand}+0",

        // As a double, which prints the fewest digits that read back as the same number; a FLOAT itself prints six. The multiplication also takes
        // away the fixed number of decimals of FLOAT(M,D).
        'r' => $"{operand}*1e0",

        // NULL for a zero date. Else the stored instant, whatever the session's time zone is, also in the hour that comes twice.
        // https://dev.mysql.com/doc/refman/8.0/en/date-and-time-functions.html#function_unix-timestamp
        'Z' => $"COALESCE(UNIX_TIMESTAMP({operand}),0)",
        't' or 'j' => $"CONVERT({operand} USING utf8mb4)",
        _ => operand,
    };

    /// <summary>Values of any content and length: written with their length in front. All others are words of a few characters without a semicolon.</summary>
    public bool HasLength => Tag is 't' or 'j' or 'x';

    /// <summary>The same as text or bytes, for a SELECT of ours.</summary>
    public string Select(string operand) => Tag switch
    {
        'x' => Column.DeclaredType.Contains("blob", StringComparison.OrdinalIgnoreCase) ? operand : $"CAST({operand} AS BINARY)",
        't' or 'j' => Value(operand),
        'Z' => $"CAST(IF({operand} IS NULL,NULL,{Value(operand)}) AS CHAR)",
        _ => $"CAST({Value(operand)} AS CHAR)",
    };

    private static char TagOf(ColumnSchema column, MySqlColumnType type) => column.Type switch
    {
        CanonicalType.Json => 'j',
        _ => type.Canonical switch
        {
            CanonicalType.Boolean => 'b',
            CanonicalType.Int16 or CanonicalType.Int32 or CanonicalType.Int64 => 'i',
            CanonicalType.Decimal => type.Base == "bit" ? 'D' : 'd',
            CanonicalType.Float32 or CanonicalType.Float64 => 'r',
            CanonicalType.Date => 'y',
            CanonicalType.Time => 'h',
            CanonicalType.Timestamp => 's',
            CanonicalType.TimestampOffset => 'Z',
            CanonicalType.Uuid => 'u',
            CanonicalType.Json => 'j',
            CanonicalType.Text => type.Base is "inet4" or "inet6" ? 'a' : 't',
            _ => 'x',
        },
    };
}
