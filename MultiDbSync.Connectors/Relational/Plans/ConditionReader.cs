namespace MultiDbSync.Connectors.Relational.Plans;

/// <summary>Reads how a condition uses columns: the words of a statement, or what a database prints of it in a plan.</summary>
internal static class ConditionReader
{
    private static readonly string[] Equalities = ["=", "==", "<=>"];
    private static readonly string[] Ranges = ["<", ">", "<=", ">="];
    private static readonly string[] Patterns = ["LIKE", "GLOB", "~~", "ILIKE", "~~*"];
    private static readonly string[] Others = ["<>", "!=", "!~~", "!~~*", "~", "~*", "!~", "!~*", "REGEXP", "RLIKE", "MATCH", "@", "SIMILAR"];

    public static List<ColumnUse> Read(IReadOnlyList<SqlToken> tokens) => Read([.. tokens]);

    public static List<ColumnUse> Read(ReadOnlySpan<SqlToken> tokens)
    {
        tokens = SqlSpan.WithoutOuterParentheses(tokens);
        var parts = SqlSpan.Split(tokens, "AND", "&&");
        if (parts.Count > 1) return Each(tokens, parts);
        parts = SqlSpan.Split(tokens, "OR");
        if (parts.Count > 1) return Alternatives(Each(tokens, parts));
        if (tokens is [var first, ..] && first.IsAny("NOT", "EXISTS")) return [.. SqlOperand.Read(tokens[1..]).Columns.Select(c => Use(c, ColumnUseKind.Other))];
        return Comparison(tokens);
    }

    private static List<ColumnUse> Each(ReadOnlySpan<SqlToken> tokens, List<Range> parts)
    {
        var uses = new List<ColumnUse>();
        foreach (var part in parts) uses.AddRange(Read(tokens[part]));
        return uses;
    }

    // One column with several values is a list; anything else is served by no single index.
    private static List<ColumnUse> Alternatives(List<ColumnUse> uses) =>
        uses.Select(u => (u.Qualifier, u.Column)).Distinct().Count() == 1 && uses.All(u => u.Kind == ColumnUseKind.Equal)
            ? [uses[0]]
            : [.. uses.Select(u => u with { Kind = ColumnUseKind.Other })];

    private static List<ColumnUse> Comparison(ReadOnlySpan<SqlToken> tokens)
    {
        var at = SqlSpan.IndexOf(tokens, [.. Equalities, .. Ranges, .. Patterns, .. Others, "IN", "BETWEEN", "IS", "ISNULL"]);
        if (at < 0) return [.. SqlOperand.Read(tokens).Columns.Select(c => Use(c, ColumnUseKind.Other))];
        var negated = at > 0 && tokens[at - 1].Is("NOT");
        var left = SqlOperand.Read(tokens[..(negated ? at - 1 : at)]);
        var rest = tokens[(at + 1)..];
        var word = tokens[at];
        if (negated || word.IsAny(Others)) return Plain(left, ColumnUseKind.Other);
        if (word.IsAny(Patterns)) return Pattern(left, SqlOperand.Read(rest), word);
        if (word.IsAny("IN")) return Plain(left, ColumnUseKind.Equal);
        if (word.IsAny("IS", "ISNULL")) return Plain(left, rest is [var not, ..] && not.Is("NOT") ? ColumnUseKind.Other : ColumnUseKind.Equal);
        if (word.Is("BETWEEN")) return Plain(left, ColumnUseKind.Range);
        return Compared(left, SqlOperand.Read(rest is [var any, ..] && any.IsAny("ANY", "SOME") ? rest[1..] : rest), word.IsAny(Equalities));
    }

    private static List<ColumnUse> Compared(SqlOperand left, SqlOperand right, bool equal)
    {
        var kind = !equal ? ColumnUseKind.Range : left.Columns.Count > 0 && right.Columns.Count > 0 ? ColumnUseKind.Join : ColumnUseKind.Equal;
        return [.. Plain(left, kind), .. Plain(right, kind)];
    }

    // What a parameter or an expression makes the pattern is not known: it may begin with text.
    private static List<ColumnUse> Pattern(SqlOperand left, SqlOperand pattern, SqlToken word)
    {
        var anywhere = pattern.Text is { Length: > 0 } text && text[0] is '%' or '_' || (word.Is("GLOB") && pattern.Text is { Length: > 0 } glob && glob[0] is '*' or '?' or '[');
        var kind = anywhere ? ColumnUseKind.Anywhere : word.IsAny("ILIKE", "~~*") ? ColumnUseKind.Other : ColumnUseKind.Prefix;
        return Plain(left, kind);
    }

    private static List<ColumnUse> Plain(SqlOperand side, ColumnUseKind kind) => side.IsBare
        ? [Use(side.Columns[0], kind)]
        : [.. side.Columns.Select(c => Use(c, ColumnUseKind.Wrapped) with { Function = side.Function, Inner = kind })];

    private static ColumnUse Use((string? Qualifier, string Column) column, ColumnUseKind kind) => new(column.Qualifier, column.Column, kind);
}
