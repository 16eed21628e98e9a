using MultiDbSync.Connectors.Relational.Plans;

namespace MultiDbSync.Tests.Connectors.Plans;

public sealed class ConditionReaderTests
{
    [Theory]
    [InlineData("a = 1 AND b.c > 2", "Equal a, Range b.c")]
    [InlineData("((books.title)::text ~~ 's%'::text) AND (books.author_id = ANY ('{1,2}'::integer[]))", "Wrapped books.title, Equal books.author_id")]
    [InlineData("a BETWEEN 1 AND 2 AND b IN (1, 2)", "Range a, Equal b")]
    [InlineData("x.a = y.b", "Join x.a, Join y.b")]
    [InlineData("lower(title) = 'x'", "Wrapped title")]
    [InlineData("lcase(`books`.`title`) = 'x'", "Wrapped books.title")]
    [InlineData("title LIKE '%x'", "Anywhere title")]
    [InlineData("title LIKE 'x%' OR title LIKE 'y%'", "Other title, Other title")]
    [InlineData("a = 1 OR a = 2", "Equal a")]
    [InlineData("a = 1 OR b = 2", "Other a, Other b")]
    [InlineData("NOT a = 1 AND b NOT IN (1) AND c <> 2 AND d IS NOT NULL", "Other a, Other b, Other c, Other d")]
    [InlineData("a IS NULL", "Equal a")]
    [InlineData("a IN (SELECT b FROM t)", "Equal a")]
    [InlineData("EXISTS (SELECT 1 FROM t WHERE b = 1)", "")]
    [InlineData("a + 1 = 2 AND 'a b' = c", "Wrapped a, Equal c")]
    [InlineData("CASE WHEN a = 1 AND b = 2 THEN 1 END = 1", "Wrapped a, Wrapped b")]
    public void Read_Condition_TellsHowColumnsAreUsed(string condition, string expected)
    {
        var uses = ConditionReader.Read(SqlTokens.Read(condition));
        Assert.Equal(expected, string.Join(", ", uses.Select(u => $"{u.Kind} {(u.Qualifier is null ? "" : u.Qualifier + ".")}{u.Column}")));
    }

    [Fact]
    public void Read_Statement_TellsTablesAndKeysOfEachSelect()
    {
        var scopes = StatementReader.Read(SqlTokens.Read("""
            WITH x AS (SELECT author_id FROM books WHERE price > 1 GROUP BY author_id)
            SELECT a.*, 'from; where' FROM authors AS a -- where b = 1
            LEFT JOIN x ON x.author_id = a.id, "Order" o
            WHERE a.id IN (SELECT id FROM old LIMIT 1) ORDER BY a.name DESC, o."select"
            """));
        Assert.Equal(["a.authors x.x o.Order", "books.books", "old.old"], scopes.OrderBy(s => s.Depth).Select(s => string.Join(' ', s.Tables.Select(t => $"{t.Alias}.{t.Table}"))));
        var outer = scopes.Single(s => s.Depth == 0);
        Assert.True(outer is { SelectsAll: true, HasLimit: false });
        Assert.Equal(["name True", "select False"], outer.Order!.Select(k => $"{k.Column} {k.Descending}"));
        Assert.Equal(["author_id"], scopes.Single(s => s.Tables[0].Table == "books").Group!.Select(k => k.Column));
    }
}
