using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.HubLog;

namespace MultiDbSync.Tests.Reliability.Conflicts;

/// <summary>Two databases create a row with one key, and both rows are kept.</summary>
public sealed class KeepBothTests
{
    private const string Schema = "CREATE TABLE p(id INTEGER PRIMARY KEY, v TEXT); CREATE TABLE c(id INTEGER PRIMARY KEY, p INTEGER REFERENCES p, v TEXT)";
    private const string Policy = """{"Default":"manual","Kinds":{"CreateCreate":"keep-both"},"Columns":{}}""";
    private const string Parents = "SELECT group_concat(id || v) FROM (SELECT * FROM p ORDER BY id)";
    private const string Children = "SELECT group_concat(id || ':' || p || coalesce(v, '')) FROM (SELECT * FROM c ORDER BY id)";

    [Fact]
    public async Task R24_KeepBoth_ByAPerson_RekeysOneRowAndItsChildren()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema);
        cluster.Sql("a", "INSERT INTO p VALUES (1, 'left'); INSERT INTO c VALUES (10, 1, NULL)");
        cluster.Sql("b", "INSERT INTO p VALUES (1, 'right'); INSERT INTO c VALUES (20, 1, NULL), (21, 1, NULL)");
        await cluster.SettleAsync();
        var conflict = Assert.Single(await cluster.ConflictsAsync());
        Assert.Equal(ResolveStatus.Resolved, (await cluster.DecideAsync(conflict, ConflictChoice.KeepBoth, RowKey.Of(CellValue.FromInteger(7)))).Status);
        await cluster.SettleAsync();
        Assert.Equal("1left,7right", cluster.Same(Parents));
        Assert.Equal("10:1,20:7,21:7", cluster.Same(Children));
        var closed = Assert.Single(await cluster.ConflictsAsync());
        Assert.Equal((ConflictStatus.Resolved, "keep-both", "[7]"), (closed.Status, closed.Resolution, closed.NewKey));
        Assert.Empty((await cluster.StateAsync("b")).Deferred);
    }

    [Fact]
    public async Task R24_KeepBoth_ByPolicy_ChildrenThatComeLaterFollow()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema);
        cluster.SetPolicy("p", Policy);
        cluster.GiveNumbers("p", "a", 100);
        cluster.Sql("a", "INSERT INTO p VALUES (1, 'left'); INSERT INTO c VALUES (10, 1, NULL)");
        await cluster.CaptureAsync("a");
        cluster.Sql("b", "INSERT INTO p VALUES (1, 'right'); INSERT INTO c VALUES (20, 1, NULL)");
        await cluster.CaptureAsync("b");

        // Before b hears of the new key, its applications go on with the old one.
        cluster.Sql("b", "INSERT INTO c VALUES (21, 1, NULL); UPDATE p SET v = 'right2' WHERE id = 1; UPDATE c SET v = 'x' WHERE id = 20");
        await cluster.SettleAsync();
        Assert.Equal("1left,101right2", cluster.Same(Parents));
        Assert.Equal("10:1,20:101x,21:101", cluster.Same(Children));
        Assert.All(await cluster.ConflictsAsync(), c => Assert.Equal((ConflictStatus.AutoResolved, "keep-both"), (c.Status, c.Resolution)));

        // Once b has it, the old key is the other row.
        cluster.Sql("b", "INSERT INTO c VALUES (22, 1, 'now left'); DELETE FROM c WHERE id = 21");
        await cluster.SettleAsync();
        Assert.Equal("10:1,20:101x,22:1now left", cluster.Same(Children));
    }

    [Fact]
    public async Task KeepBoth_RowDeletedBeforeItsDatabaseHears_IsDeletedUnderItsNewKey()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema);
        cluster.SetPolicy("p", Policy);
        cluster.GiveNumbers("p", "a", 100);
        cluster.Sql("a", "INSERT INTO p VALUES (1, 'left')");
        await cluster.CaptureAsync("a");
        cluster.Sql("b", "INSERT INTO p VALUES (1, 'right')");
        await cluster.CaptureAsync("b");
        cluster.Sql("b", "DELETE FROM p");
        await cluster.SettleAsync();
        Assert.Equal("1left", cluster.Same(Parents));
        Assert.Single(await cluster.ConflictsAsync());
    }

    [Fact]
    public async Task KeepBoth_NoFreeNumberKnown_AsksAPerson()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema);
        cluster.SetPolicy("p", Policy);
        cluster.Sql("a", "INSERT INTO p VALUES (1, 'left')");
        cluster.Sql("b", "INSERT INTO p VALUES (1, 'right')");
        await cluster.SettleAsync();
        var conflict = Assert.Single(await cluster.ConflictsAsync());
        Assert.Equal(ConflictStatus.Open, conflict.Status);
        var refused = await cluster.DecideAsync(conflict, ConflictChoice.KeepBoth);
        Assert.Equal(ResolveStatus.Refused, refused.Status);
        Assert.Contains("give the new key (id)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeepBoth_ChildCarriesTheKeyInItsOwn_IsRefused()
    {
        await using var cluster = await SqliteCluster.CreateAsync(
            "CREATE TABLE p(id INTEGER PRIMARY KEY, v TEXT); CREATE TABLE line(p INTEGER NOT NULL REFERENCES p, n INTEGER NOT NULL, PRIMARY KEY (p, n))");
        cluster.Sql("a", "INSERT INTO p VALUES (1, 'left')");
        cluster.Sql("b", "INSERT INTO p VALUES (1, 'right')");
        await cluster.SettleAsync();
        var refused = await cluster.DecideAsync(Assert.Single(await cluster.ConflictsAsync()), ConflictChoice.KeepBoth, RowKey.Of(CellValue.FromInteger(7)));
        Assert.Equal(ResolveStatus.Refused, refused.Status);
        Assert.Contains("line", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TABLE p(id TEXT PRIMARY KEY NOT NULL, v TEXT)", "'k'", "k-b")]
    [InlineData("CREATE TABLE p(id UUID PRIMARY KEY NOT NULL, v TEXT)", "'123e4567-e89b-12d3-a456-426614174000'", null)]
    public async Task KeepBoth_TextAndUuid_NeedNoNumbers(string schema, string key, string? made)
    {
        await using var cluster = await SqliteCluster.CreateAsync(schema);
        cluster.SetPolicy("p", Policy);
        cluster.Sql("a", $"INSERT INTO p VALUES ({key}, 'left')");
        cluster.Sql("b", $"INSERT INTO p VALUES ({key}, 'right')");
        await cluster.SettleAsync();
        Assert.Equal("left,right", cluster.Same("SELECT group_concat(v) FROM (SELECT v FROM p ORDER BY v)"));
        Assert.Equal($"left", cluster.Same($"SELECT v FROM p WHERE id = {key}"));
        if (made is not null) Assert.Equal("right", cluster.Same($"SELECT v FROM p WHERE id = '{made}'"));
    }
}
