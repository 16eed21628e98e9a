using System.Text.RegularExpressions;

namespace MultiDbSync.Connectors.Relational.Ddl;

/// <summary>A column's default, read from the spelling of whichever make it comes from.</summary>
/// <param name="Text">The constant; empty for the moments.</param>
internal sealed partial record ColumnDefault(DefaultKind Kind, string Text)
{
    /// <summary>Null for a default that can't be carried to another make. NULL, which is no default, is none either: see <see cref="IsNone"/>.</summary>
    public static ColumnDefault? Parse(string text)
    {
        var plain = Plain(text);
        if (NumberPattern().IsMatch(plain)) return new ColumnDefault(DefaultKind.Number, plain.TrimStart('+'));
        if (Quoted(plain) is { } constant) return new ColumnDefault(DefaultKind.Text, constant);
        return plain.ToUpperInvariant() switch
        {
            "TRUE" or "B'1'" => new ColumnDefault(DefaultKind.Boolean, "1"),
            "FALSE" or "B'0'" => new ColumnDefault(DefaultKind.Boolean, "0"),
            var name when TimestampPattern().IsMatch(name) => new ColumnDefault(DefaultKind.CurrentTimestamp, ""),
            "CURRENT_DATE" or "CURRENT_DATE()" or "CURDATE()" or "DATE('NOW')" => new ColumnDefault(DefaultKind.CurrentDate, ""),
            var name when TimePattern().IsMatch(name) => new ColumnDefault(DefaultKind.CurrentTime, ""),
            _ => null,
        };
    }

    /// <summary>True for a default that says nothing.</summary>
    public static bool IsNone(string? text) => text is null || Plain(text).Equals("NULL", StringComparison.OrdinalIgnoreCase);

    // Without the parentheses and PostgreSQL casts around it.
    private static string Plain(string text)
    {
        while (true)
        {
            text = text.Trim();
            var bare = CastPattern().Match(text) is { Success: true } cast ? cast.Groups["value"].Value : text;
            if (bare.Length > 1 && bare[0] == '(' && bare[^1] == ')' && IsPair(bare)) bare = bare[1..^1];
            if (bare == text) return text;
            text = bare;
        }
    }

    // The first parenthesis closes with the last one.
    private static bool IsPair(string text)
    {
        var depth = 0;
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\'') quoted = !quoted;
            if (quoted) continue;
            if (text[i] == '(') depth++;
            else if (text[i] == ')' && --depth == 0) return i == text.Length - 1;
        }

        return false;
    }

    private static string? Quoted(string text) =>
        QuotedPattern().Match(text) is { Success: true } match
            ? match.Groups["value"].Value.Replace("''", "'", StringComparison.Ordinal).Replace("\\'", "'", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)
            : null;

    [GeneratedRegex(@"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"^(?:_[a-z0-9]+|[nNeE])?'(?<value>(?:[^'\\]|''|\\.)*)'\z", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex QuotedPattern();

    [GeneratedRegex(@"^(?<value>.+)::[a-z_][a-z0-9_ ""\.\[\]\(\),]*\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex CastPattern();

    [GeneratedRegex(@"^(?:CURRENT_TIMESTAMP|LOCALTIMESTAMP)(?:\([0-9]?\))?\z|^(?:NOW|UTC_TIMESTAMP|TRANSACTION_TIMESTAMP|STATEMENT_TIMESTAMP|CLOCK_TIMESTAMP)\([0-9]?\)\z|^DATETIME\('NOW'\)\z|^STRFTIME\('%Y-%M-%D[T ]%H:%M:%[FS]Z?', ?'NOW'\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimestampPattern();

    [GeneratedRegex(@"^(?:CURRENT_TIME|LOCALTIME)(?:\([0-9]?\))?\z|^CURTIME\([0-9]?\)\z|^TIME\('NOW'\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimePattern();
}
