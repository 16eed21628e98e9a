namespace MultiDbSync.Connectors.Relational.Plans;

/// <summary>Looks into a run of tokens, leaving out what stands in parentheses.</summary>
internal static class SqlSpan
{
    /// <summary>The place of the parenthesis that closes the one at <paramref name="open"/>; the last token when none does.</summary>
    public static int EndOf(ReadOnlySpan<SqlToken> tokens, int open)
    {
        var depth = 0;
        for (var i = open; i < tokens.Length; i++)
        {
            if (tokens[i].Is("(")) depth++;
            else if (tokens[i].Is(")") && --depth == 0) return i;
        }

        return tokens.Length - 1;
    }

    public static ReadOnlySpan<SqlToken> WithoutOuterParentheses(ReadOnlySpan<SqlToken> tokens)
    {
        while (tokens.Length >= 2 && tokens[0].Is("(") && tokens[^1].Is(")") && EndOf(tokens, 0) == tokens.Length - 1) tokens = tokens[1..^1];
        return tokens;
    }

    /// <summary>Where one of the words or symbols stands outside parentheses, or -1.</summary>
    public static int IndexOf(ReadOnlySpan<SqlToken> tokens, params ReadOnlySpan<string> texts)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Is("(")) i = EndOf(tokens, i);
            else if (tokens[i].IsAny(texts)) return i;
        }

        return -1;
    }

    /// <summary>The runs between the separators that stand outside parentheses. The AND of a BETWEEN separates nothing.</summary>
    public static List<Range> Split(ReadOnlySpan<SqlToken> tokens, params ReadOnlySpan<string> separators)
    {
        var parts = new List<Range>();
        var start = 0;
        var between = false;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Is("(")) i = EndOf(tokens, i);
            else if (tokens[i].Is("CASE")) i = EndOfCase(tokens, i);
            else if (tokens[i].Is("BETWEEN")) between = true;
            else if (between && tokens[i].Is("AND")) between = false;
            else if (tokens[i].IsAny(separators))
            {
                parts.Add(start..i);
                start = i + 1;
            }
        }

        parts.Add(start..tokens.Length);
        return parts;
    }

    private static int EndOfCase(ReadOnlySpan<SqlToken> tokens, int at)
    {
        var depth = 0;
        for (var i = at; i < tokens.Length; i++)
        {
            if (tokens[i].Is("CASE")) depth++;
            else if (tokens[i].Is("END") && --depth == 0) return i;
        }

        return tokens.Length - 1;
    }
}
