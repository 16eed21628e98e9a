using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Tests.Reliability;

/// <summary>Databases that join a set by a first load, with nobody writing meanwhile.</summary>
public sealed class FirstLoadTests
{
    private const string Schema = "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT)";
    private const string Content = "SELECT group_concat(id || ':' || v) FROM (SELECT * FROM t ORDER BY id)";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replace_RowsOfItsOwn_AreThoseOfTheSource()
    {
        await using var engine = await RunningEngine.CreateAsync(Schema + "; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1050) INSERT INTO t SELECT i, 'v' || i FROM n");
        var run = await engine.EndedAsync(await engine.JoinAsync("c", Schema + "; INSERT INTO t VALUES (1, 'mine'), (-5, 'mine')", FirstLoadMode.Replace));
        Assert.True(run.Status == RunStatus.Succeeded, run.Message);
        Assert.Equal((1050, 100), (run.Applied, run.Percent));
        Assert.Contains("equal (1 table, 1,050 rows)", run.Message, StringComparison.Ordinal);
        await engine.SameAsync(Content, "a", "b", "c");
        engine.Sql("c", "INSERT INTO t VALUES (2000, 'c')");
        engine.Sql("a", "UPDATE t SET v = 'new' WHERE id = 7");
        await engine.BecomesAsync("b", "SELECT v FROM t WHERE id = 2000", "c");
        await engine.BecomesAsync("c", "SELECT v FROM t WHERE id = 7", "new");
        Assert.Equal(0, await engine.ReadAsync(db => db.Conflicts.CountAsync(Cancel)));
    }

    [Fact]
    public async Task Replace_ByARoute_BringsOnlyWhatBelongsThere_AndGoesOnSo()
    {
        const string schema = "CREATE TABLE t(id INTEGER PRIMARY KEY, land TEXT, v TEXT, w TEXT)";
        await using var engine = await RunningEngine.CreateAsync(schema + "; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2100) INSERT INTO t SELECT i, iif(i % 2, 'NL', 'DE'), 'v' || i, 'w' FROM n");
        var route = new RouteDefinition(RouteDirection.Both, [new RouteTableDefinition("t", "tabelle", new Dictionary<string, string> { ["wert"] = "v" }, ["w"], "land = 'NL'")]);
        var run = await engine.EndedAsync(await engine.JoinAsync("c", "CREATE TABLE tabelle(id INTEGER PRIMARY KEY, land TEXT, wert TEXT); INSERT INTO tabelle VALUES (-1, 'NL', 'mine')", FirstLoadMode.Replace, route: route));
        Assert.True(run.Status == RunStatus.Succeeded, run.Message);
        Assert.Equal(1050, run.Applied);
        await engine.BecomesAsync("c", "SELECT count(*) || min(land) || max(land) || max(id) FROM tabelle", "1050NLNL2099");
        engine.Sql("a", "UPDATE t SET land = 'DE' WHERE id = 1; UPDATE t SET land = 'NL' WHERE id = 2");
        engine.Sql("c", "UPDATE tabelle SET wert = 'c' WHERE id = 3; UPDATE tabelle SET land = 'FR' WHERE id = 5");
        await engine.BecomesAsync("c", "SELECT group_concat(id || wert) FROM (SELECT * FROM tabelle WHERE id < 7 ORDER BY id)", "2v2,3c");
        await engine.BecomesAsync("b", "SELECT group_concat(id || land || v || w) FROM (SELECT * FROM t WHERE id IN (1, 2, 3, 5) ORDER BY id)", "1DEv1w,2NLv2w,3NLcw,5FRv5w");
        Assert.Equal(0, await engine.ReadAsync(db => db.Conflicts.CountAsync(Cancel)));
    }

    [Fact]
    public async Task Merge_EachSidesRows_GoToTheOther_DifferentOnesAreConflicts()
    {
        await using var engine = await RunningEngine.CreateAsync(Schema + "; INSERT INTO t VALUES (1, 'same'), (2, 'a'), (3, 'only a')", policy: "manual");
        var run = await engine.EndedAsync(await engine.JoinAsync("c", Schema + "; INSERT INTO t VALUES (1, 'same'), (2, 'c'), (4, 'only c')", FirstLoadMode.Merge));
        Assert.True(run.Status == RunStatus.Incomplete, run.Message);
        Assert.Contains("1 row left out", run.Message, StringComparison.Ordinal);
        await engine.BecomesAsync("a", Content, "1:same,2:a,3:only a,4:only c");
        await engine.BecomesAsync("b", Content, "1:same,2:a,3:only a,4:only c");
        await engine.BecomesAsync("c", Content, "1:same,2:c,3:only a,4:only c");
        var conflict = Assert.Single(await engine.ReadAsync(db => db.Conflicts.ToListAsync(Cancel)));
        Assert.Equal((ConflictKind.CreateCreate, ConflictStatus.Open, "a", "c"), (conflict.Kind, conflict.Status, conflict.LeftOrigin, conflict.RightOrigin));
        Assert.Contains("\"c\"", conflict.RightImage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("c", 0, 5, "1:c")]
    [InlineData("c", 5, 0, "1:a")]
    public async Task Merge_LastWriteWins_NobodyKnowsTheTimes_PriorityDecides(string newcomer, int sourcePriority, int priority, string winner)
    {
        await using var engine = await RunningEngine.CreateAsync(Schema + "; INSERT INTO t VALUES (1, 'a')", policy: "last-write-wins");
        await engine.WriteAsync(db => db.Nodes.Single(n => n.Name == "a").Priority = sourcePriority);
        var id = await engine.JoinAsync(newcomer, Schema + "; INSERT INTO t VALUES (1, 'c')", FirstLoadMode.Merge);
        await engine.WriteAsync(db => db.Nodes.Single(n => n.Name == newcomer).Priority = priority);
        var run = await engine.EndedAsync(id);
        Assert.True(run.Status == RunStatus.Succeeded, run.Message);
        foreach (var node in new[] { "a", "b", newcomer }) await engine.BecomesAsync(node, Content, winner);
        Assert.Equal(ConflictStatus.AutoResolved, Assert.Single(await engine.ReadAsync(db => db.Conflicts.ToListAsync(Cancel))).Status);
    }

    [Fact]
    public async Task SchemaOnly_RowsStay_LaterChangesGoBothWays()
    {
        await using var engine = await RunningEngine.CreateAsync(Schema + "; INSERT INTO t VALUES (1, 'a')");
        var run = await engine.EndedAsync(await engine.JoinAsync("c", Schema + "; INSERT INTO t VALUES (2, 'c')", FirstLoadMode.SchemaOnly));
        Assert.True(run.Status == RunStatus.Succeeded, run.Message);
        Assert.Equal(("1:a", "2:c"), (engine.Node("a").Ask(Content), engine.Node("c").Ask(Content)));
        engine.Sql("a", "INSERT INTO t VALUES (3, 'x')");
        await engine.BecomesAsync("c", Content, "2:c,3:x");
        engine.Sql("c", "INSERT INTO t VALUES (4, 'y')");
        await engine.BecomesAsync("b", Content, "1:a,3:x,4:y");
    }

    [Fact]
    public async Task SelfReferencesInReverseKeyOrder_AndACycle_LoadWhole()
    {
        const string tables = """
            CREATE TABLE node(id INTEGER PRIMARY KEY, parent INTEGER REFERENCES node(id), v TEXT);
            CREATE TABLE dept(id INTEGER PRIMARY KEY, head INTEGER REFERENCES person(id));
            CREATE TABLE person(id INTEGER PRIMARY KEY, dept INTEGER REFERENCES dept(id));
            """;
        await using var engine = await RunningEngine.CreateAsync(tables + """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500) INSERT INTO node SELECT i, CASE WHEN i < 2500 THEN i + 1 END, 'v' || i FROM n;
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO dept SELECT i, NULL FROM n;
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO person SELECT i, i FROM n;
            UPDATE dept SET head = 501 - id;
            UPDATE person SET dept = 501 - id WHERE id % 3 = 0
            """);
        var run = await engine.EndedAsync(await engine.JoinAsync("c", tables, FirstLoadMode.Replace), TimeSpan.FromMinutes(2));
        Assert.True(run.Status == RunStatus.Succeeded, run.Message);
        Assert.Contains("3,500 rows", run.Message, StringComparison.Ordinal);
        Assert.Equal("0", engine.Node("c").Ask("SELECT count(*) FROM mds_deferred"));
        Assert.Equal("", engine.Node("c").Ask("SELECT * FROM pragma_foreign_key_check"));
        await engine.SameAsync("SELECT count(*) || ':' || sum(parent) FROM node", "a", "c");
    }
}
