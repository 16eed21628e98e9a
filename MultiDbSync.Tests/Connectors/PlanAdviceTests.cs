using MultiDbSync.Contracts.Query;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Tests.Support.Databases;

namespace MultiDbSync.Tests.Connectors;

/// <summary>Real plans of real databases: what is advised helps, and once it was followed the advice is gone.</summary>
public sealed class PlanAdviceTests
{
    private const string Tables = """
        CREATE TABLE authors (id INT NOT NULL PRIMARY KEY, name VARCHAR(100) NOT NULL);
        CREATE TABLE books (id INT NOT NULL PRIMARY KEY, author_id INT NOT NULL, title VARCHAR(200) NOT NULL, price DECIMAL(10,2) NOT NULL);
        """;

    private static readonly QueryLimits Limits = new(100, 1_000_000, TimeSpan.FromSeconds(30));

    public static TheoryData<string> Makes => [.. TestDatabase.Makes];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task FullScan_OfABigTable_IsAdvisedAnIndexThatEndsIt(string make)
    {
        const string sql = "SELECT b.title FROM books b WHERE b.author_id = 7 AND b.price > 3";
        await using var database = await CreateAsync(make);
        var plan = await ExplainAsync(database, sql);
        var advice = Assert.Single(plan.Advice);
        Assert.Equal((QueryAdviceKind.FullScan, "books"), (advice.Kind, advice.Table));
        Assert.Contains(Nodes(plan), n => n is { IsCostly: true, Action: "Reads the whole table" } && n.Table!.StartsWith("books", StringComparison.Ordinal));

        database.Run(advice.Statement!);
        Refresh(database, make);
        var better = await ExplainAsync(database, sql);
        Assert.Empty(better.Advice);
        Assert.Contains(Nodes(better), n => n.Index == "ix_books_author_id_price");
    }

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task Join_WithoutAnIndex_IsAdvisedOneThatEndsIt(string make)
    {
        const string sql = "SELECT b.title FROM authors a JOIN books b ON b.author_id = a.id WHERE a.name = 'author 7'";
        await using var database = await CreateAsync(make);
        database.Run("CREATE INDEX ix_name ON authors (name)");
        Refresh(database, make);
        var advice = (await ExplainAsync(database, sql)).Advice.Single(a => a.Table == "books");
        Assert.Contains("author_id", advice.Statement, StringComparison.Ordinal);

        database.Run(advice.Statement!);
        Refresh(database, make);
        Assert.DoesNotContain((await ExplainAsync(database, sql)).Advice, a => a.Table == "books");
    }

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task Sort_OfABigTable_IsAdvisedAnIndexInThatOrder(string make)
    {
        const string sql = "SELECT title FROM books ORDER BY price DESC LIMIT 5";
        await using var database = await CreateAsync(make);
        var advice = (await ExplainAsync(database, sql)).Advice.Single(a => a.Kind == QueryAdviceKind.Sort);
        database.Run(advice.Statement!);
        Refresh(database, make);
        Assert.DoesNotContain((await ExplainAsync(database, sql)).Advice, a => a.Kind == QueryAdviceKind.Sort);
    }

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task FunctionsAndWildcards_AreTold(string make)
    {
        await using var database = await CreateAsync(make);
        database.Run("CREATE INDEX ix_title ON books (title)");
        var function = Assert.Single((await ExplainAsync(database, "SELECT id, price FROM books WHERE lower(title) = 'x'")).Advice);
        Assert.Equal(QueryAdviceKind.FunctionOnColumn, function.Kind);
        Assert.Contains("title", function.Message, StringComparison.Ordinal);
        var wildcard = Assert.Single((await ExplainAsync(database, "SELECT id, price FROM books WHERE title LIKE '%x'")).Advice);
        Assert.Equal(QueryAdviceKind.LeadingWildcard, wildcard.Kind);
        Assert.Equal(
            [QueryAdviceKind.WholeTable, QueryAdviceKind.AllColumns],
            (await ExplainAsync(database, "SELECT * FROM books")).Advice.Select(a => a.Kind));
    }

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task SmallTables_AndRowsByTheirKey_NeedNoAdvice(string make)
    {
        await using var database = await CreateAsync(make);
        Assert.Empty((await ExplainAsync(database, "SELECT name FROM authors WHERE name LIKE '%7'")).Advice);
        Assert.Empty((await ExplainAsync(database, "SELECT title FROM books WHERE id = 5")).Advice);
    }

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task NestedSubqueries_HaveTheirOwnSteps(string make)
    {
        await using var database = await CreateAsync(make);
        var plan = await ExplainAsync(database, """
            SELECT a.name FROM authors a
            WHERE a.id IN (SELECT b.author_id FROM books b WHERE b.price = (SELECT max(c.price) FROM books c WHERE c.author_id = b.author_id))
            """);
        Assert.True(Nodes(plan).Count() >= 4, plan.Native);
        Assert.Contains(plan.Advice, a => a.Statement?.Contains("author_id", StringComparison.Ordinal) == true);
    }

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task Explain_RunsNothing_AndRefusesWhatAQueryRefuses(string make)
    {
        await using var database = await CreateAsync(make);
        var refused = await Assert.ThrowsAsync<QueryRefusedException>(() => ExplainAsync(database, "SELECT title\nFROM books WHERE nosuch = 1"));
        Assert.Equal(30, refused.Offset);
        await Assert.ThrowsAsync<QueryRefusedException>(() => ExplainAsync(database, "EXPLAIN SELECT 1"));
        await Assert.ThrowsAsync<QueryRefusedException>(() => ExplainAsync(database, "SELECT 1; DELETE FROM books"));
        await Assert.ThrowsAsync<QueryRefusedException>(() => ExplainAsync(database, "ANALYZE DELETE FROM books"));
        Assert.Equal("4000", (await database.Connector.Queries.QueryAsync("SELECT count(*) FROM books", Limits, Cancel)).Rows[0][0]);
    }

    private static Task<QueryPlan> ExplainAsync(TestDatabase database, string sql) => database.Connector.Queries.ExplainAsync(sql, Limits, Cancel);

    private static IEnumerable<PlanNode> Nodes(QueryPlan plan) => plan.Steps.SelectMany(Nodes);

    private static IEnumerable<PlanNode> Nodes(PlanNode node) => node.Children.SelectMany(Nodes).Prepend(node);

    private static async Task<TestDatabase> CreateAsync(string make)
    {
        var database = await TestDatabase.CreateAsync(make, "plans");
        database.Run(Tables);
        database.Run("INSERT INTO authors (id, name) VALUES " + string.Join(", ", Enumerable.Range(1, 200).Select(i => $"({i}, 'author {i}')")));
        for (var first = 0; first < 4000; first += 1000)
            database.Run("INSERT INTO books (id, author_id, title, price) VALUES " + string.Join(", ", Enumerable.Range(first, 1000).Select(i => $"({i}, {(i % 200) + 1}, 'title {i}', {i % 97})")));
        Refresh(database, make);
        return database;
    }

    private static void Refresh(TestDatabase database, string make) => database.Run(make == "mysql" ? "ANALYZE TABLE books, authors" : "ANALYZE");
}
