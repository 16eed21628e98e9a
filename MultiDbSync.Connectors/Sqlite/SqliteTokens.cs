using System.Text.RegularExpressions;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Looks for words in SQL text, not in its names, constants and comments.</summary>
internal static partial class SqliteTokens
{
    /// <summary>True when the statement has the keyword.</summary>
    public static bool HasKeyword(string sql, string keyword) =>
        TokenPattern().Matches(sql).Any(m => m.Groups["word"].Success && m.Value.Equals(keyword, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("""--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|(?<word>[A-Za-z_][A-Za-z0-9_]*)""", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex TokenPattern();
}
