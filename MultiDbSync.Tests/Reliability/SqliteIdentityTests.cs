using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Tests.Reliability;

/// <summary>Numbers that databases give to new rows by themselves.</summary>
public sealed class SqliteIdentityTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task R26_TwoNodesInsertSameIdentity_WithBlocks_NumbersDiffer()
    {
        await using var engine = await RunningEngine.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, v TEXT); INSERT INTO t(v) VALUES ('old')");
        await engine.InstalledAsync();
        await MovedAsync(engine);

        // In turns too: SQLite goes on above the highest row, so that each row from elsewhere moves its numbering to a new block.
        for (var i = 1; i <= 5; i++)
        {
            engine.Sql("a", $"INSERT INTO t(v) VALUES ('a{i}')");
            engine.Sql("b", $"INSERT INTO t(v) VALUES ('b{i}')");
            foreach (var node in new[] { "a", "b" }) await engine.BecomesAsync(node, "SELECT count(*) FROM t", (1 + (2 * i)).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.Equal(0, await engine.ReadAsync(db => db.Conflicts.CountAsync(Cancel)));
        Assert.Equal(engine.Node("a").Ask("SELECT group_concat(id || v) FROM (SELECT * FROM t ORDER BY id)"), engine.Node("b").Ask("SELECT group_concat(id || v) FROM (SELECT * FROM t ORDER BY id)"));
    }

    [Fact]
    public async Task R26_TwoNodesInsertSameIdentity_BothRowsSurvive()
    {
        await using var engine = await RunningEngine.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT)", policy: "manual");
        await engine.InstalledAsync();
        await engine.StopAsync();
        engine.Sql("a", "INSERT INTO t(v) VALUES ('of a')");
        engine.Sql("b", "INSERT INTO t(v) VALUES ('of b')");
        await engine.StartAsync();
        await MultiDbSync.Tests.Support.Eventually.TrueAsync(async () => await engine.ReadAsync(db => db.Conflicts.CountAsync(Cancel)) == 1, TimeSpan.FromSeconds(20));
        var conflict = await engine.ReadAsync(db => db.Conflicts.AsNoTracking().SingleAsync(Cancel));
        Assert.Equal(ConflictKind.CreateCreate, conflict.Kind);
        Assert.Contains("of a", conflict.LeftImage + conflict.RightImage, StringComparison.Ordinal);
        Assert.Contains("of b", conflict.LeftImage + conflict.RightImage, StringComparison.Ordinal);
        Assert.Equal(("of a", "of b"), (engine.Node("a").Ask("SELECT v FROM t"), engine.Node("b").Ask("SELECT v FROM t")));
    }

    [Fact]
    public async Task NodeThatLeaves_NumbersOnAboveItsHighestRow()
    {
        await using var engine = await RunningEngine.CreateAsync("CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, v TEXT); INSERT INTO t(v) VALUES ('old')");
        await engine.InstalledAsync();
        await MovedAsync(engine);
        await engine.WriteAsync(db => db.Nodes.Single(n => n.Name == "b").Removing = true);
        await engine.BecomesAsync("b", "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'mds%'", "0");
        engine.Sql("b", "INSERT INTO t(v) VALUES ('new')");
        Assert.Equal("2", engine.Node("b").Ask("SELECT max(id) FROM t"));
    }

    // The first block goes on where the numbering stood, the second begins above it.
    private static Task MovedAsync(RunningEngine engine)
    {
        const string Last = "SELECT seq FROM sqlite_sequence WHERE name = 't'";
        return MultiDbSync.Tests.Support.Eventually.TrueAsync(() => engine.Node("a").Ask(Last) != engine.Node("b").Ask(Last), TimeSpan.FromSeconds(20));
    }
}
