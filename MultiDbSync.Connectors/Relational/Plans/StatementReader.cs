namespace MultiDbSync.Connectors.Relational.Plans;

/// <summary>Reads which columns each SELECT of a statement filters, joins and sorts by. What it does not understand it leaves out: then advice names no index.</summary>
internal static class StatementReader
{
    private static readonly string[] Clauses = ["SELECT", "FROM", "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "OFFSET", "FETCH", "UNION", "INTERSECT", "EXCEPT", "FOR"];
    private static readonly string[] Joins = ["JOIN", ","];
    private static readonly string[] BeforeJoin = ["INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL", "OUTER", "STRAIGHT_JOIN"];

    public static IReadOnlyList<SelectScope> Read(IReadOnlyList<SqlToken> tokens)
    {
        var scopes = new List<SelectScope>();
        Read([.. tokens], 0, scopes);
        return scopes;
    }

    private static void Read(ReadOnlySpan<SqlToken> tokens, int depth, List<SelectScope> scopes)
    {
        SelectScope? scope = null;
        for (var at = 0; at < tokens.Length;)
        {
            var word = tokens[at];
            if (!word.IsAny(Clauses))
            {
                at = word.Is("(") ? SqlSpan.EndOf(tokens, at) + 1 : at + 1;
                continue;
            }

            var rest = tokens[(at + 1)..];
            var next = SqlSpan.IndexOf(rest, Clauses);
            var body = next < 0 ? rest : rest[..next];
            if (word.Is("SELECT")) scopes.Add(scope = new SelectScope(depth));
            if (scope is not null) Clause(scope, word, body);
            at += 1 + body.Length;
        }

        Subqueries(tokens, depth, scopes);
    }

    private static void Clause(SelectScope scope, SqlToken word, ReadOnlySpan<SqlToken> body)
    {
        if (word.Is("SELECT")) Columns(scope, body);
        else if (word.Is("FROM")) From(scope, body);
        else if (word.Is("WHERE")) scope.Uses.AddRange(ConditionReader.Read(body));
        else if (word.Is("ORDER")) scope.Order = Keys(body);
        else if (word.Is("GROUP")) scope.Group = Keys(body);
        else if (word.IsAny("LIMIT", "FETCH")) scope.HasLimit = true;
    }

    private static void Columns(SelectScope scope, ReadOnlySpan<SqlToken> body)
    {
        foreach (var part in SqlSpan.Split(body, ","))
            scope.SelectsAll |= body[part] is [.., var last] && last.Is("*") && (body[part].Length == 1 || body[part][^2].Is("."));
        if (body is [var distinct, ..] && distinct.Is("DISTINCT")) scope.Group = Keys(body);
    }

    private static void From(SelectScope scope, ReadOnlySpan<SqlToken> body)
    {
        foreach (var part in SqlSpan.Split(body, Joins))
        {
            var item = body[part];
            while (item is [.., var last] && last.IsAny(BeforeJoin)) item = item[..^1];
            var condition = SqlSpan.IndexOf(item, "ON", "USING");
            Table(scope, condition < 0 ? item : item[..condition]);
            if (condition < 0) continue;
            if (item[condition].Is("ON")) scope.Uses.AddRange(ConditionReader.Read(item[(condition + 1)..]));
            else scope.Uses.AddRange(Names(item[(condition + 1)..]).SelectMany(n => scope.Tables.Select(t => new ColumnUse(t.Alias, n, ColumnUseKind.Join))));
        }
    }

    private static void Table(SelectScope scope, ReadOnlySpan<SqlToken> item)
    {
        if (item is [var parenthesis, ..] && parenthesis.Is("("))
        {
            var end = SqlSpan.EndOf(item, 0);
            var inner = item[1..end];
            if (inner is [var first, ..] && !first.IsAny("SELECT", "WITH", "VALUES")) From(scope, inner);
            return;
        }

        var at = item is [var lateral, ..] && lateral.IsAny("LATERAL", "ONLY") ? 1 : 0;
        if (at >= item.Length || !item[at].IsName) return;
        while (at + 2 < item.Length && item[at + 1].Is(".") && item[at + 2].IsName) at += 2;
        var name = item[at].Text;
        var alias = at + 1 < item.Length && item[at + 1].Is("AS") ? at + 2 : at + 1;
        scope.Tables.Add((name, alias < item.Length && item[alias].IsName && !item[alias].IsAny("INDEXED", "NOT", "USE", "FORCE", "IGNORE", "TABLESAMPLE") ? item[alias].Text : name));
    }

    private static List<string> Names(ReadOnlySpan<SqlToken> tokens)
    {
        var names = new List<string>();
        foreach (var token in tokens)
            if (token.IsName) names.Add(token.Text);
        return names;
    }

    private static List<ColumnUse>? Keys(ReadOnlySpan<SqlToken> body)
    {
        if (body is [var by, ..] && by.IsAny("BY", "DISTINCT")) body = body[1..];
        var keys = new List<ColumnUse>();
        foreach (var part in SqlSpan.Split(body, ","))
        {
            if (SortKey(body[part]) is not { } key) return null;
            keys.Add(key);
        }

        return keys.Count == 0 ? null : keys;
    }

    /// <summary>A column with ASC or DESC and NULLS behind it, or null.</summary>
    public static ColumnUse? SortKey(ReadOnlySpan<SqlToken> tokens)
    {
        if (tokens.Length > 2 && tokens[^2].Is("NULLS")) tokens = tokens[..^2];
        var descending = tokens is [.., var last] && last.Is("DESC");
        if (tokens is [.., var word] && word.IsAny("ASC", "DESC")) tokens = tokens[..^1];
        var operand = SqlOperand.Read(tokens);
        return operand.IsBare ? new ColumnUse(operand.Columns[0].Qualifier, operand.Columns[0].Column, ColumnUseKind.Other) { Descending = descending } : null;
    }

    private static void Subqueries(ReadOnlySpan<SqlToken> tokens, int depth, List<SelectScope> scopes)
    {
        for (var at = 0; at < tokens.Length; at++)
        {
            if (!tokens[at].Is("(")) continue;
            var end = SqlSpan.EndOf(tokens, at);
            var inner = tokens[(at + 1)..Math.Max(at + 1, end)];
            if (inner is [var first, ..] && first.IsAny("SELECT", "WITH")) Read(inner, depth + 1, scopes);
            else Subqueries(inner, depth, scopes);
            at = end;
        }
    }
}
