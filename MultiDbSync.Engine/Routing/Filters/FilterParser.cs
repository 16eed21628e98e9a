using System.Globalization;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Routing.Filters;

/// <summary>Reads a filter: <c>OR</c> binds weaker than <c>AND</c>, <c>AND</c> weaker than <c>NOT</c>.</summary>
internal sealed class FilterParser(string text, TableSchema table)
{
    private const int MostLevels = 64;

    private static readonly string[] Comparisons = ["=", "<>", "<", "<=", ">", ">="];

    private readonly List<FilterToken> _tokens = FilterLexer.Read(text);
    private readonly HashSet<string> _columns = new(StringComparer.Ordinal);
    private int _at;
    private int _level;

    /// <summary>Columns that the filter looks at.</summary>
    public IReadOnlySet<string> Columns => _columns;

    private FilterToken Next => _tokens[_at];

    public FilterExpression Parse()
    {
        var expression = Or();
        return Next.Kind == FilterTokenKind.End ? expression : throw Unexpected("AND, OR or the end");
    }

    private FilterExpression Or()
    {
        if (++_level > MostLevels) throw new FilterSyntaxException("Parentheses and NOT are nested too deeply.", Next.Position);
        var left = And();
        while (Take("OR")) left = new FilterExpression.Or(left, And());
        _level--;
        return left;
    }

    private FilterExpression And()
    {
        var left = Not();
        while (Take("AND")) left = new FilterExpression.And(left, Not());
        return left;
    }

    private FilterExpression Not()
    {
        if (Take("NOT"))
        {
            if (++_level > MostLevels) throw new FilterSyntaxException("Parentheses and NOT are nested too deeply.", Next.Position);
            var inner = Not();
            _level--;
            return new FilterExpression.Not(inner);
        }

        if (!TakeSymbol("(")) return Condition();
        var expression = Or();
        if (!TakeSymbol(")")) throw Unexpected("')'");
        return expression;
    }

    private FilterExpression Condition()
    {
        var left = Operand();
        if (Next.Kind == FilterTokenKind.Symbol && Comparisons.Contains(Next.Text))
        {
            var symbol = Next;
            _at++;
            var (a, b) = FilterTyping.Match(left, Operand(), symbol);
            return new FilterExpression.Comparison(a, symbol.Text, b);
        }

        if (Take("IS"))
        {
            var negated = Take("NOT");
            if (!Take("NULL")) throw Unexpected("NULL");
            return Negate(new FilterExpression.IsNull(left), negated);
        }

        var not = Take("NOT");
        if (Take("IN")) return Negate(In(left), not);
        if (Take("LIKE")) return Negate(Like(left), not);
        throw Unexpected("a comparison (= <> < <= > >=), IS, IN or LIKE");
    }

    private FilterExpression.In In(FilterOperand left)
    {
        if (!TakeSymbol("(")) throw Unexpected("'('");
        var list = new List<FilterOperand>();
        do
        {
            var symbol = new FilterToken(FilterTokenKind.Symbol, "=", Next.Position);
            list.Add(FilterTyping.Match(left, Operand(), symbol).Right);
        }
        while (TakeSymbol(","));
        if (!TakeSymbol(")")) throw Unexpected("',' or ')'");
        return new FilterExpression.In(left, list);
    }

    private FilterExpression.Like Like(FilterOperand left)
    {
        if (left.Column is not { Type: CanonicalType.Text or CanonicalType.Any }) throw new FilterSyntaxException("LIKE needs a column of text.", left.Token.Position);
        if (Next.Kind != FilterTokenKind.Text) throw Unexpected("a pattern in single quotes");
        return new FilterExpression.Like(left, _tokens[_at++].Text);
    }

    private FilterOperand Operand()
    {
        var token = Next;
        var literal = token.Kind switch
        {
            FilterTokenKind.Number => Number(token),
            FilterTokenKind.Text => CellValue.FromText(token.Text),
            FilterTokenKind.Binary => CellValue.FromBinary(Convert.FromHexString(token.Text)),
            FilterTokenKind.Word when token.Is("TRUE") => CellValue.FromBoolean(true),
            FilterTokenKind.Word when token.Is("FALSE") => CellValue.FromBoolean(false),
            FilterTokenKind.Word when token.Is("NULL") => throw new FilterSyntaxException("Nothing equals NULL; write IS NULL or IS NOT NULL.", token.Position),
            FilterTokenKind.Word or FilterTokenKind.Quoted => (CellValue?)null,
            _ => throw Unexpected("a column or a value"),
        };
        _at++;
        return literal is { } value ? new FilterOperand(null, value, token) : new FilterOperand(Column(token), CellValue.Null, token);
    }

    private ColumnSchema Column(FilterToken token)
    {
        var column = table.Column(token.Text);
        if (column is null && token.Kind == FilterTokenKind.Word)
        {
            var similar = table.Columns.Where(c => string.Equals(c.Name, token.Text, StringComparison.OrdinalIgnoreCase)).ToList();
            column = similar.Count == 1 ? similar[0] : null;
        }

        if (column is null) throw new FilterSyntaxException($"{table.Name} has no column '{token.Text}'.", token.Position);
        if (column.IsGenerated) throw new FilterSyntaxException($"Column {column.Name} is computed by the database; a filter can't use it.", token.Position);
        _columns.Add(column.Name);
        return column;
    }

    private static CellValue Number(FilterToken token) =>
        long.TryParse(token.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) ? CellValue.FromInteger(integer)
        : CellValue.FromText(CellKind.Decimal, CanonicalText.Decimal(token.Text) ?? throw new FilterSyntaxException("This number is too long.", token.Position));

    private static FilterExpression Negate(FilterExpression expression, bool negated) => negated ? new FilterExpression.Not(expression) : expression;

    private bool Take(string keyword)
    {
        if (!Next.Is(keyword)) return false;
        _at++;
        return true;
    }

    private bool TakeSymbol(string symbol)
    {
        if (!Next.IsSymbol(symbol)) return false;
        _at++;
        return true;
    }

    private FilterSyntaxException Unexpected(string wanted) =>
        new(Next.Kind == FilterTokenKind.End ? $"The filter ends where {wanted} is expected." : $"'{Next.Text}' stands where {wanted} is expected.", Next.Position);
}
