namespace MultiDbSync.Connectors.Relational.Plans;

/// <summary>
/// Cuts SQL into tokens, for advice and for places of errors; nothing is allowed or refused by it. Literals may hold anything, so they are told from names:
/// <paramref name="backslashes"/> escape in them, and <paramref name="doubleQuotesAreText"/>, in MySQL.
/// </summary>
internal sealed class SqlTokens(string sql, bool backslashes = false, bool doubleQuotesAreText = false)
{
    private static readonly string[] LongSymbols = ["!~~*", "!~~", "~~*", "<=>", "~~", "!~*", "!~", "~*", "::", "<=", ">=", "<>", "!=", "==", "||", "->"];

    private readonly List<SqlToken> _tokens = [];
    private int _at;

    public static IReadOnlyList<SqlToken> Read(string sql, bool backslashes = false, bool doubleQuotesAreText = false) =>
        new SqlTokens(sql, backslashes, doubleQuotesAreText).Read();

    private List<SqlToken> Read()
    {
        while (_at < sql.Length)
        {
            var c = sql[_at];
            if (char.IsWhiteSpace(c)) _at++;
            else if (IsAt("--") || (c == '#' && backslashes)) SkipTo("\n");
            else if (IsAt("/*")) SkipTo("*/");
            else if (c == '\'') Quoted('\'', SqlTokenKind.Text);
            else if (c == '"') Quoted('"', doubleQuotesAreText ? SqlTokenKind.Text : SqlTokenKind.QuotedName);
            else if (c == '`') Quoted('`', SqlTokenKind.QuotedName);
            else if (char.IsAsciiDigit(c)) Take(SqlTokenKind.Number, static d => char.IsAsciiLetterOrDigit(d) || d == '.');
            else if (IsLetter(c)) Take(SqlTokenKind.Word, static d => IsLetter(d) || char.IsAsciiDigit(d) || d == '$');
            else Symbol();
        }

        return _tokens;
    }

    private static bool IsLetter(char c) => char.IsLetter(c) || c == '_' || c > 127;

    private bool IsAt(string text) => string.CompareOrdinal(sql, _at, text, 0, text.Length) == 0;

    private void SkipTo(string mark)
    {
        var end = sql.IndexOf(mark, Math.Min(_at + 2, sql.Length), StringComparison.Ordinal);
        _at = end < 0 ? sql.Length : end + mark.Length;
    }

    private void Take(SqlTokenKind kind, Func<char, bool> belongs)
    {
        var start = _at;
        while (_at < sql.Length && belongs(sql[_at])) _at++;
        _tokens.Add(new SqlToken(kind, sql[start.._at], start));
    }

    private void Quoted(char quote, SqlTokenKind kind)
    {
        var start = _at++;
        var text = new System.Text.StringBuilder();
        for (; _at < sql.Length; _at++)
        {
            var c = sql[_at];
            if (c == '\\' && backslashes && kind == SqlTokenKind.Text && _at + 1 < sql.Length) text.Append(sql[++_at]);
            else if (c != quote) text.Append(c);
            else if (_at + 1 < sql.Length && sql[_at + 1] == quote) text.Append(sql[++_at]);
            else break;
        }

        _at = Math.Min(_at + 1, sql.Length);
        _tokens.Add(new SqlToken(kind, text.ToString(), start));
    }

    private void Symbol()
    {
        var symbol = LongSymbols.FirstOrDefault(IsAt) ?? sql[_at].ToString();
        _tokens.Add(new SqlToken(SqlTokenKind.Symbol, symbol, _at));
        _at += symbol.Length;
    }
}
