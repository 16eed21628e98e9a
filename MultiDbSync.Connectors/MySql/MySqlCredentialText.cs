using System.Text.RegularExpressions;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// Whether a person's SQL would show passwords or their hashes, which a powerful sign-in may read: the tables of the schema <c>mysql</c> that hold them, its logs of
/// statements, and the statements that tell how an account or a server was made. MariaDB's <c>SHOW GRANTS</c> names the hash, too. A second wall only: the first is a
/// sign-in without these rights.
/// </summary>
internal static class MySqlCredentialText
{
    // What may stand between two words: blanks, quotes and comments of any kind.
    private const string Gap = @"(?:[\s`""]|/\*M?!?[0-9]*|\*/|/\*.*?\*/|--[^\n]*\n|\x23[^\n]*\n)*";

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking;

    private static readonly Regex Tables = new(@"\bmysql" + Gap + @"\." + Gap + "(?:user|global_priv|servers|slave_master_info|password_history|general_log|slow_log)", Options);

    private static readonly Regex Statements = new(@"\bGRANTS\b|\bCREATE" + Gap + @"(?:USER|SERVER)\b", Options);

    /// <summary>What the text holds of these, or null.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="first">Its first word, in upper case.</param>
    public static string? Find(string sql, string first) =>
        Tables.Match(sql) is { Success: true } table ? table.Value
        : first == "SHOW" && Statements.Match(sql) is { Success: true } statement ? statement.Value
        : null;
}
