namespace MultiDbSync.Connectors.Relational.Plans;

/// <summary>One side of a comparison.</summary>
/// <param name="Columns">What it is made of; none for a constant.</param>
/// <param name="IsBare">It is a column and nothing else.</param>
/// <param name="Function">See <see cref="ColumnUse.Function"/>.</param>
/// <param name="Text">The literal, when it is one.</param>
internal sealed record SqlOperand(IReadOnlyList<(string? Qualifier, string Column)> Columns, bool IsBare, string? Function, string? Text)
{
    // Words that stand where a column could.
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "NULL", "TRUE", "FALSE", "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP", "INTERVAL", "DATE", "TIME", "TIMESTAMP", "CASE", "WHEN", "THEN",
        "ELSE", "END", "AND", "OR", "NOT", "IS", "AS", "FROM", "COLLATE", "DISTINCT", "ANY", "ALL", "SOME", "ARRAY", "ROW", "ESCAPE", "YEAR", "MONTH", "DAY", "HOUR", "MINUTE",
        "SECOND", "SIGNED", "UNSIGNED", "INTEGER", "TEXT", "CHAR", "VARCHAR", "NUMERIC", "DECIMAL", "REAL", "BINARY", "IN", "LIKE", "BETWEEN", "EXISTS", "SELECT", "ISNULL", "NOTNULL",
    };

    public static SqlOperand Read(ReadOnlySpan<SqlToken> tokens)
    {
        tokens = SqlSpan.WithoutOuterParentheses(tokens);

        // What a subquery holds is its own.
        if (tokens is [var first, ..] && first.IsAny("SELECT", "WITH", "VALUES")) return new([], false, null, null);
        if (tokens is [{ Kind: SqlTokenKind.Text } literal, ..] && (tokens.Length == 1 || tokens[1].Is("::") || tokens[1].IsAny("ESCAPE", "COLLATE"))) return new([], false, null, literal.Text);
        var cast = SqlSpan.IndexOf(tokens, "::");
        if (cast > 0)
        {
            var inner = Read(tokens[..cast]);
            return inner with { IsBare = false, Function = inner.Columns.Count == 0 ? null : inner.Function ?? "cast" };
        }

        if (Column(tokens, 0, out var whole, out var length) && length == tokens.Length) return new([whole], true, null, null);
        var function = tokens is [{ Kind: SqlTokenKind.Word } name, { Text: "(" }, ..] && !name.Is("SELECT") ? name.Text.ToLowerInvariant() : null;
        return new(ColumnsIn(tokens), false, function, null);
    }

    private static List<(string? Qualifier, string Column)> ColumnsIn(ReadOnlySpan<SqlToken> tokens)
    {
        var columns = new List<(string?, string)>();
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Is("(") && i + 1 < tokens.Length && tokens[i + 1].IsAny("SELECT", "WITH")) i = SqlSpan.EndOf(tokens, i);
            else if (tokens[i].Is("::")) i++;
            else if (Column(tokens, i, out var column, out var length))
            {
                columns.Add(column);
                i += length - 1;
            }
        }

        return columns;
    }

    // name, alias.name or schema.table.name, not followed by an opening parenthesis.
    private static bool Column(ReadOnlySpan<SqlToken> tokens, int at, out (string? Qualifier, string Column) column, out int length)
    {
        (column, length) = (default, 0);
        if (at >= tokens.Length || !tokens[at].IsName || (tokens[at].Kind == SqlTokenKind.Word && Words.Contains(tokens[at].Text))) return false;
        var last = at;
        while (last + 2 < tokens.Length && tokens[last + 1].Is(".") && tokens[last + 2].IsName) last += 2;
        if (last + 1 < tokens.Length && tokens[last + 1].Is("(")) return false;
        column = (last > at ? tokens[last - 2].Text : null, tokens[last].Text);
        length = last - at + 1;
        return true;
    }
}
