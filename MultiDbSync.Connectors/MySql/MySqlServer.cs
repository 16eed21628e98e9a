namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// Which of the two makes a server is, and everything in which they differ for us. What is said of MySQL follows its manual
/// (https://dev.mysql.com/doc/refman/8.0/en/); what is said of MariaDB also runs in the tests.
/// </summary>
internal sealed record MySqlServer(bool IsMariaDb, Version Version)
{
    /// <summary>
    /// Ends a SELECT that locks rows against deletion and leaves out those that others hold. MariaDB runs comments that begin with <c>M!</c>, and ignores
    /// those of MySQL from 5.7 to 99 (https://mariadb.com/kb/en/comment-syntax/).
    /// </summary>
    public const string SharedSkipLocked = "/*M! LOCK IN SHARE MODE SKIP LOCKED */ /*!80001 FOR SHARE SKIP LOCKED */";

    /// <summary>Seconds. MariaDB would take 0, but there a SKIP LOCKED that skips a row then ends the whole transaction (error 1180, seen with 10.11).</summary>
    public const string ShortestLockWait = "1";

    /// <summary>Reads for instance <c>8.0.36</c> or <c>10.11.6-MariaDB-1</c>.</summary>
    public static MySqlServer Parse(string version)
    {
        var isMariaDb = version.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);

        // MariaDB before 11 tells old clients that it is 5.5.5.
        var text = version.StartsWith("5.5.5-", StringComparison.Ordinal) ? version[6..] : version;
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.')) end++;
        return new MySqlServer(isMariaDb, Version.TryParse(text[..end].TrimEnd('.'), out var number) ? number : new Version(0, 0));
    }

    public string Name => IsMariaDb ? "MariaDB" : "MySQL";

    /// <summary>SKIP LOCKED came with these (MySQL 8.0.1, MariaDB 10.6).</summary>
    public bool IsSupported => IsMariaDb ? Version >= new Version(10, 6) : Version >= new Version(8, 0, 1);

    /// <summary>
    /// MariaDB's JSON is text with a check, which only CHECK_CONSTRAINTS tells of; MySQL has a type.
    /// </summary>
    public string? JsonColumns => IsMariaDb
        ? "SELECT TABLE_NAME, CHECK_CLAUSE FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND CHECK_CLAUSE LIKE 'json_valid(%'"
        : null;

    /// <summary>MySQL 8.0.13 and later index expressions; there such a part has no column name.</summary>
    public string IndexExpression => IsMariaDb || Version < new Version(8, 0, 13) ? "NULL" : "EXPRESSION";

    /// <summary>Ends a statement of the session that runs too long: MySQL in milliseconds and for reads alone, MariaDB in seconds.</summary>
    public string LimitStatements(TimeSpan time) => IsMariaDb
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"SET SESSION max_statement_time = {Math.Max(0.001, time.TotalSeconds)}")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"SET SESSION max_execution_time = {Math.Max(1, (long)time.TotalMilliseconds)}");

    /// <summary>A default as an expression. MariaDB spells it so; MySQL gives a literal's bare content.</summary>
    public string? DefaultOf(string? value, string extra, bool isNumber) =>
        value is null ? null
        : IsMariaDb ? (value == "NULL" ? null : value)
        : extra.Contains("DEFAULT_GENERATED", StringComparison.OrdinalIgnoreCase) || isNumber || value.StartsWith("b'", StringComparison.Ordinal) ? value
        : MySqlIdentifier.Literal(value);
}
