using MultiDbSync.Connectors.MySql;
using MultiDbSync.Connectors.PostgreSql;
using MultiDbSync.Connectors.Relational.Plans;
using MultiDbSync.Connectors.Sqlite;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Tests.Connectors.Plans;

/// <summary>Plans as servers printed them (PostgreSQL 15.15, MariaDB 10.11, SQLite 3.40), and one as the manual of MySQL 8.0 describes it.</summary>
public sealed class PrintedPlanTests
{
    private static readonly TableSchema[] Tables =
    [
        new("authors", [Column("id", CanonicalType.Int32), Column("name", CanonicalType.Text)], ["id"], [], []),
        new("books", [Column("id", CanonicalType.Int32), Column("author_id", CanonicalType.Int32), Column("title", CanonicalType.Text), Column("price", CanonicalType.Decimal)], ["id"], [], []),
    ];

    [Fact]
    public void MariaDb_SubqueryWithCacheForEachRow_IsAJoinWithoutIndex()
    {
        const string sql = "SELECT (SELECT count(*) FROM books b WHERE b.author_id = a.id) FROM authors a";
        const string printed = """
            {"query_block": {"select_id": 1, "nested_loop": [{"table": {"table_name": "a", "access_type": "index", "key": "PRIMARY", "key_length": "4", "used_key_parts": ["id"], "rows": 500, "filtered": 100, "using_index": true}}],
              "subqueries": [{"expression_cache": {"state": "uninitialized", "query_block": {"select_id": 2, "nested_loop": [
                {"table": {"table_name": "b", "access_type": "ALL", "rows": 19877, "filtered": 100, "attached_condition": "b.author_id = a.`id`"}}]}}}]}}
            """;
        var (reading, advice) = Read(MySqlPlan.Read(printed, sql, Tables), sql, MySqlPlanDialect.Instance);
        Assert.Equal((QueryAdviceKind.JoinWithoutIndex, "CREATE INDEX `ix_books_author_id` ON `books` (`author_id`);"), (advice.Single().Kind, advice.Single().Statement));
        Assert.Equal("books (b)", Flat(reading.Steps).Single(n => n.IsCostly).Table);
    }

    [Fact]
    public void MariaDb_SortsAndMaterialisedTables_AreSteps()
    {
        const string sql = "WITH x AS (SELECT author_id, max(price) p FROM books GROUP BY author_id) SELECT x.p FROM x JOIN authors ON authors.id = x.author_id";
        const string printed = """
            {"query_block": {"select_id": 1, "nested_loop": [{"table": {"table_name": "authors", "access_type": "ALL", "possible_keys": ["PRIMARY"], "rows": 500, "filtered": 100}},
              {"table": {"table_name": "<derived2>", "access_type": "ref", "possible_keys": ["key0"], "key": "key0", "key_length": "5", "used_key_parts": ["author_id"], "ref": ["q.authors.id"], "rows": 39, "filtered": 100,
                "materialized": {"query_block": {"select_id": 2, "filesort": {"sort_key": "books.author_id", "temporary_table": {"nested_loop": [
                  {"table": {"table_name": "books", "access_type": "ALL", "rows": 19877, "filtered": 100}}]}}}}}}]}}
            """;
        var (reading, advice) = Read(MySqlPlan.Read(printed, sql, Tables), sql, MySqlPlanDialect.Instance);
        Assert.Equal(
            ["query block 1", "ALL", "ref", "materialized", "query block 2", "filesort", "temporary table", "ALL"], Flat(reading.Steps).Select(n => n.Native));
        Assert.Equal(QueryAdviceKind.WholeTable, advice.Single().Kind);
    }

    [Fact]
    public void MySql8_CostsAndFileSort_AreRead()
    {
        const string sql = "SELECT title FROM books WHERE author_id = 5 ORDER BY price LIMIT 3";
        const string printed = """
            {"query_block": {"select_id": 1, "cost_info": {"query_cost": "2019.00"}, "ordering_operation": {"using_filesort": true, "table": {"table_name": "books", "access_type": "ALL",
              "rows_examined_per_scan": 19877, "rows_produced_per_join": 1987, "filtered": "10.00", "cost_info": {"read_cost": "1820.2", "eval_cost": "198.8", "prefix_cost": "2019.00", "data_read_per_join": "1M"},
              "used_columns": ["author_id", "title", "price"], "attached_condition": "(`q`.`books`.`author_id` = 5)"}}}}
            """;
        var (reading, advice) = Read(MySqlPlan.Read(printed, sql, Tables), sql, MySqlPlanDialect.Instance);
        Assert.Equal(2019, reading.Steps[0].Cost);
        Assert.Equal(
            ["CREATE INDEX `ix_books_author_id` ON `books` (`author_id`);", "CREATE INDEX `ix_books_author_id_price` ON `books` (`author_id`, `price`);"], advice.Select(a => a.Statement));
    }

    [Fact]
    public void Postgres_SortBeyondItsMemory_IsTold_AndConditionsOfThePlanAreUsed()
    {
        const string sql = "SELECT title FROM books WHERE (author_id, 1) = (5, 1) ORDER BY lower(title)";
        const string printed = """
            [{"Plan": {"Node Type": "Sort", "Parallel Aware": false, "Async Capable": false, "Startup Cost": 3163.92, "Total Cost": 3213.92, "Plan Rows": 100000, "Plan Width": 38, "Output": ["title", "(lower((title)::text))"],
              "Sort Key": ["(lower((books.title)::text))"], "Plans": [{"Node Type": "Seq Scan", "Parent Relationship": "Outer", "Parallel Aware": false, "Async Capable": false, "Relation Name": "books", "Schema": "public",
              "Alias": "books", "Startup Cost": 0.00, "Total Cost": 998.00, "Plan Rows": 100000, "Plan Width": 38, "Output": ["title", "lower((title)::text)"], "Filter": "(books.author_id = 5)"}]}}]
            """;
        var (reading, advice) = Read(PgPlan.Read(printed, (_, _) => 200_000, 4 * 1024 * 1024, "public"), sql, PgPlanDialect.Instance);
        Assert.Equal([QueryAdviceKind.FullScan, QueryAdviceKind.Sort], advice.Select(a => a.Kind));
        Assert.Equal("CREATE INDEX CONCURRENTLY \"ix_books_author_id\" ON \"books\" (\"author_id\");", advice[0].Statement);
        Assert.Contains("on disk", advice[1].Message, StringComparison.Ordinal);
        Assert.Equal((3213.92, 998), (reading.Steps[0].Cost, reading.Steps[0].Children[0].Cost));
    }

    [Fact]
    public void Sqlite_IndexMadeForOneStatement_AndJoinWithoutCondition_AreTold()
    {
        const string sql = "SELECT c.title FROM authors a LEFT JOIN books c ON c.price = a.id, books d";
        SqlitePlanLine[] lines = [new(3, 0, "SCAN a"), new(16, 0, "SEARCH c USING AUTOMATIC COVERING INDEX (price=?) LEFT-JOIN"), new(24, 0, "SCAN d")];
        var (reading, advice) = Read(SqlitePlan.Read(lines, sql, Tables, name => name == "books" ? 10_001 : 10), sql, SqlitePlanDialect.Instance);
        Assert.Equal([QueryAdviceKind.JoinWithoutIndex, QueryAdviceKind.JoinWithoutCondition], advice.Select(a => a.Kind));
        Assert.Equal("CREATE INDEX \"ix_books_price\" ON \"books\" (\"price\");", advice[0].Statement);
        Assert.Contains("more than 10,000 rows", advice[1].Message, StringComparison.Ordinal);
        Assert.Equal(["authors (a)", "books (c)", "books (d)"], reading.Steps.Select(n => n.Table));
    }

    [Fact]
    public void Sqlite_LinesThatNobodyKnows_AreShownAsTheyStand()
    {
        SqlitePlanLine[] lines = [new(2, 0, "MERGE (UNION)"), new(4, 2, "LEFT"), new(7, 4, "SCAN books USING COVERING INDEX bt"), new(18, 2, "SOMETHING NEW"), new(21, 18, "SCAN 2 CONSTANT ROWS")];
        var steps = SqlitePlan.Read(lines, "SELECT title FROM books UNION VALUES (1), (2)", Tables, _ => 5000).Steps;
        Assert.Equal(["Puts several results together", "LEFT", "Reads a whole index", "SOMETHING NEW", "SCAN 2 CONSTANT ROWS"], Flat(steps).Select(n => n.Action));
        Assert.Equal("bt", Flat(steps).Single(n => n.Table is not null).Index);
    }

    [Theory]
    [InlineData("SELECT *\nFORM t", "You have an error in your SQL syntax; check the manual … for the right syntax to use near 'FORM t' at line 2", 9)]
    [InlineData("SELECT 1 FROM", "… the right syntax to use near '' at line 1", 13)]
    [InlineData("SELECT a, b FROM t x", "Unknown column 'x.b' in 'field list'", 10)]
    [InlineData("SELECT 'nosuch' FROM nosuch", "Table 'library.nosuch' doesn't exist", 21)]
    [InlineData("SELECT 1", "Something else", null)]
    public void MySqlErrors_AreFoundInTheText(string sql, string message, int? offset) => Assert.Equal(offset, MySqlErrorPlace.Find(sql, message, ""));

    private static (PlanReading Reading, IReadOnlyList<PlanAdvice> Advice) Read(PlanReading reading, string sql, PlanDialect dialect) =>
        (reading, PlanAdvisor.Advise(sql, reading, Tables, dialect));

    private static IEnumerable<PlanNode> Flat(IEnumerable<PlanNode> nodes) => nodes.SelectMany(n => Flat(n.Children).Prepend(n));

    private static ColumnSchema Column(string name, CanonicalType type) => new(name, type.ToString(), type, false, false, KeyEquality.Binary) { Length = type == CanonicalType.Text ? 100 : null };
}
