using System.Text.RegularExpressions;

namespace MultiDbSync.Engine.Routing.Filters;

/// <summary>Cuts a filter's text into tokens.</summary>
internal static partial class FilterLexer
{
    public static List<FilterToken> Read(string text)
    {
        var tokens = new List<FilterToken>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            if (at == text.Length) break;
            var match = Pattern().Match(text, at);
            if (!match.Success) throw new FilterSyntaxException(text[at] is '\'' or '"' ? "The closing quote is missing." : $"'{text[at]}' is not understood here.", at);
            tokens.Add(Token(match));
            at += match.Length;
        }

        tokens.Add(new FilterToken(FilterTokenKind.End, "", text.Length));
        return tokens;
    }

    private static FilterToken Token(Match match)
    {
        if (match.Groups["binary"] is { Success: true } binary) return new(FilterTokenKind.Binary, binary.Value, match.Index);
        if (match.Groups["word"].Success) return new(FilterTokenKind.Word, match.Value, match.Index);
        if (match.Groups["number"].Success) return new(FilterTokenKind.Number, match.Value, match.Index);
        if (match.Groups["quoted"] is { Success: true } quoted) return new(FilterTokenKind.Quoted, quoted.Value.Replace("\"\"", "\"", StringComparison.Ordinal), match.Index);
        if (match.Groups["text"] is { Success: true } text) return new(FilterTokenKind.Text, text.Value.Replace("''", "'", StringComparison.Ordinal), match.Index);
        return new(FilterTokenKind.Symbol, match.Value == "!=" ? "<>" : match.Value, match.Index);
    }

    [GeneratedRegex(
        """\G(?:[xX]'(?<binary>(?:[0-9A-Fa-f]{2})*)'|(?<word>[\p{L}_][\p{L}\p{Nd}_$]*)|(?<number>[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?)|"(?<quoted>(?:[^"]|"")+)"|'(?<text>(?:[^']|'')*)'|<=|>=|<>|!=|[=<>(),])""",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
