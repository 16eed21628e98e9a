using System.Globalization;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// A first look at a person's SQL: which word it begins with, and whether it would write a file or a variable. It saves the server from statements that the
/// session refuses anyway, and from those few that change something without writing a row.
/// </summary>
internal static class MySqlQueryText
{
    private static readonly string[] Readers = ["SELECT", "WITH", "SHOW", "EXPLAIN", "DESCRIBE", "DESC", "TABLE", "VALUES"];

    // A read-only transaction keeps nobody from the server's files. Where a comment or a text ends depends on the server's version and mode, so these are
    // refused wherever they stand.
    private static readonly string[] FileWords = ["OUTFILE", "DUMPFILE", "LOAD_FILE"];

    /// <summary>Why the text can't be run, or null.</summary>
    public static string? Refuse(string sql)
    {
        var words = Words(sql);
        if (words.Count == 0) return "There is no statement in the text.";
        if (!Readers.Contains(words[0])) return "Only statements that read can be run here.";
        if (FileWords.FirstOrDefault(w => Holds(sql, w)) is { } file) return $"A query can't touch the server's files: {file} is refused wherever it stands, also inside a text.";
        if (MySqlCredentialText.Find(sql, words[0]) is { } secret) return $"Passwords of the server's accounts are not shown: {secret} is refused wherever it stands, also inside a text.";
        return words.Contains("INTO") ? "A query can't write into files or variables here." : null;
    }

    // The server compares the names of functions without accents, too.
    private static bool Holds(string sql, string word) =>
        sql.Contains(word, StringComparison.OrdinalIgnoreCase)
        || CultureInfo.InvariantCulture.CompareInfo.IndexOf(sql, word, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0;

    // Words in upper case, without literals, quoted names and comments. A comment that a server executes (/*! … */) counts as text.
    private static List<string> Words(string sql)
    {
        var words = new List<string>();
        var at = 0;
        while (at < sql.Length)
        {
            var c = sql[at];
            if (c is '\'' or '"' or '`') at = EndOfQuoted(sql, at, c);
            else if (c == '#' || IsAt(sql, at, "-- ") || IsAt(sql, at, "--\n") || IsAt(sql, at, "--\t")) at = End(sql, "\n", at);
            else if (IsAt(sql, at, "/*") && !IsAt(sql, at, "/*!") && !IsAt(sql, at, "/*M!")) at = End(sql, "*/", at);
            else if (char.IsAsciiLetter(c) || c == '_') words.Add(ReadWord(sql, ref at));
            else at++;
        }

        return words;
    }

    private static string ReadWord(string sql, ref int at)
    {
        var start = at;
        while (at < sql.Length && (char.IsAsciiLetterOrDigit(sql[at]) || sql[at] is '_' or '$')) at++;
        return sql[start..at].ToUpperInvariant();
    }

    private static int EndOfQuoted(string sql, int at, char quote)
    {
        for (at++; at < sql.Length; at++)
        {
            if (sql[at] == '\\' && quote != '`') at++;
            else if (sql[at] == quote) return at + 1;
        }

        return sql.Length;
    }

    private static bool IsAt(string sql, int at, string part) => string.CompareOrdinal(sql, at, part, 0, part.Length) == 0;

    private static int End(string sql, string mark, int at)
    {
        var end = sql.IndexOf(mark, at + 1, StringComparison.Ordinal);
        return end < 0 ? sql.Length : end + mark.Length;
    }
}
