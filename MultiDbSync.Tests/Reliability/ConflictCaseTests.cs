using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.HubLog;

namespace MultiDbSync.Tests.Reliability;

/// <summary>Two databases that change one row without knowing of each other.</summary>
public sealed class ConflictCaseTests
{
    private const string Schema = "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT, w TEXT)";
    private const string Content = "SELECT group_concat(id || coalesce(v, '-') || coalesce(w, '-')) FROM (SELECT * FROM t ORDER BY id)";

    [Fact]
    public async Task R12_DeleteInEveryDirection_WithCascade_Arrives()
    {
        await using var cluster = await SqliteCluster.CreateAsync(
            "CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE c(id INTEGER PRIMARY KEY, p INTEGER REFERENCES p ON DELETE CASCADE)", nodes: 3);
        cluster.Sql("a", "INSERT INTO p VALUES (1), (2), (3); INSERT INTO c VALUES (10, 1), (11, 1), (20, 2), (30, 3)");
        await cluster.SettleAsync();
        cluster.Sql("a", "DELETE FROM p WHERE id = 1");
        cluster.Sql("b", "DELETE FROM p WHERE id = 2");
        cluster.Sql("c", "DELETE FROM c");
        await cluster.SettleAsync(patient: false);
        Assert.Equal("3", cluster.Same("SELECT group_concat(id) FROM p"));
        Assert.Equal("0", cluster.Same("SELECT count(*) FROM c"));
        Assert.Empty(await cluster.ConflictsAsync());
    }

    [Fact]
    public async Task R21_AfterPruning_OldUnseenChange_IsStillAConflict()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema);
        cluster.Sql("a", "INSERT INTO t VALUES (1, 'x', 'y'), (2, 'x', 'y')");
        await cluster.SettleAsync();

        // b changes the row and is not read for long; what it receives meanwhile passes this row by.
        cluster.Sql("b", "UPDATE t SET v = 'old unseen' WHERE id = 1");
        cluster.Sql("a", "UPDATE t SET v = 'new'");
        await cluster.CaptureAsync("a");
        await cluster.DeliverAsync("b");
        await cluster.DeliverAsync("a");
        Assert.Equal(4, cluster.Positions());
        await cluster.PruneAsync();
        Assert.Equal(1, cluster.Positions());
        await cluster.SettleAsync();
        var conflict = Assert.Single(await cluster.ConflictsAsync());
        Assert.Contains("new", conflict.LeftImage);
        Assert.Contains("old unseen", conflict.RightImage);
        Assert.Equal(ResolveStatus.Resolved, (await cluster.DecideAsync(conflict, ConflictChoice.KeepRight)).Status);
        await cluster.SettleAsync();
        Assert.Equal("old unseen,new", cluster.Same("SELECT group_concat(v) FROM (SELECT v FROM t ORDER BY id)"));
        await cluster.PruneAsync();
        Assert.Equal(0, cluster.Positions());
    }

    public static TheoryData<string, string, string> Matrix()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var policy in new[] { "manual", "last-write-wins", "merge-columns", "merge-columns,last-write-wins" })
            foreach (var left in new[] { "create", "update", "delete" })
                foreach (var right in new[] { "create", "update", "delete" })
                    if (left == "create" == (right == "create")) data.Add(policy, left, right);
        return data;
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task R22_R23_R25_EveryPair_ConvergesAndKeepsTheLoser(string policy, string left, string right)
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema, policy);
        if (left != "create") cluster.Sql("a", "INSERT INTO t VALUES (1, 'base', 'base')");
        await cluster.SettleAsync();
        cluster.Sql("a", Statement(left, "left"));
        cluster.Sql("b", Statement(right, "right"));
        await cluster.SettleAsync();
        var conflicts = await cluster.ConflictsAsync();
        if (left == "delete" && right == "delete")
        {
            Assert.Empty(conflicts);
        }
        else
        {
            var conflict = Assert.Single(conflicts);
            Assert.Equal(left != "delete", conflict.LeftImage?.Contains("left") ?? false);
            Assert.Equal(right != "delete", conflict.RightImage?.Contains("right") ?? false);
            if (conflict.Status == ConflictStatus.Open)
            {
                Assert.Equal(ResolveStatus.Resolved, (await cluster.DecideAsync(conflict, ConflictChoice.KeepRight)).Status);
                await cluster.SettleAsync();
            }
        }

        cluster.Same(Content);
        Assert.Empty((await cluster.StateAsync("a")).Deferred);
        Assert.Empty((await cluster.StateAsync("b")).Deferred);
    }

    [Theory]
    [InlineData(ConflictChoice.KeepLeft, "abc")]
    [InlineData(ConflictChoice.KeepRight, "ABC")]
    public async Task R26_TwoNodesInsertSameIdentity_BothContentsSurvive(ConflictChoice choice, string kept)
    {
        await using var cluster = await SqliteCluster.CreateAsync("CREATE TABLE n(name TEXT COLLATE NOCASE NOT NULL PRIMARY KEY, v)");
        cluster.Sql("a", "INSERT INTO n VALUES ('abc', 1)");
        cluster.Sql("b", "INSERT INTO n VALUES ('ABC', 2)");
        await cluster.SettleAsync();
        var conflict = Assert.Single(await cluster.ConflictsAsync());
        Assert.Equal(ConflictKind.CreateCreate, conflict.Kind);
        Assert.Contains("abc", conflict.LeftImage);
        Assert.Contains("ABC", conflict.RightImage);
        Assert.Equal(ResolveStatus.Resolved, (await cluster.DecideAsync(conflict, choice)).Status);
        await cluster.SettleAsync();
        Assert.Equal(kept, cluster.Same("SELECT name FROM n"));
    }

    [Fact]
    public async Task R29_TombstoneAndOfflineEdit_NoZombieWithoutARecord()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema, nodes: 3);
        cluster.Sql("a", "INSERT INTO t VALUES (1, 'x', 'y')");
        await cluster.SettleAsync();
        cluster.Sql("c", "UPDATE t SET v = 'offline'");
        cluster.Sql("a", "DELETE FROM t");
        foreach (var step in new[] { "a", "b", "a" })
        {
            await cluster.CaptureAsync(step);
            await cluster.DeliverAsync(step);
        }

        await cluster.DeliverAsync("c");
        await cluster.PruneAsync();
        await cluster.SettleAsync();
        var conflict = Assert.Single(await cluster.ConflictsAsync());
        Assert.Equal(ConflictKind.DeleteUpdate, conflict.Kind);
        Assert.Equal("0", cluster.Ask("b", "SELECT count(*) FROM t"));
        await cluster.DecideAsync(conflict, ConflictChoice.KeepLeft);
        await cluster.SettleAsync();
        Assert.Equal("0", cluster.Same("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task R30_UpdateOfAnAbsentRow_IsAConflictAndTheStreamGoesOn()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema);
        cluster.Sql("a", "INSERT INTO t VALUES (1, 'x', 'y'), (2, 'x', 'y')");
        await cluster.SettleAsync();
        cluster.Node("b").Sql("DROP TRIGGER mds_capture_delete_t; DELETE FROM t WHERE id = 1");
        cluster.Sql("a", "UPDATE t SET v = 'new'");
        await cluster.SettleAsync();
        Assert.Equal(ConflictKind.Divergence, Assert.Single(await cluster.ConflictsAsync()).Kind);
        Assert.Equal("new", cluster.Ask("b", "SELECT v FROM t WHERE id = 2"));
    }

    [Fact]
    public async Task R32_WinnersInterleaved_DecidedRowByRow()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema, "last-write-wins");
        cluster.Sql("a", "INSERT INTO t VALUES (1, '', ''), (2, '', ''), (3, '', ''), (4, '', '')");
        await cluster.SettleAsync();
        cluster.Sql("a", "UPDATE t SET v = 'a'");
        cluster.Sql("b", "UPDATE t SET v = 'b'");
        cluster.Node("a").Sql("UPDATE mds_change SET at = 1000 * (seq % 2)");
        cluster.Node("b").Sql("UPDATE mds_change SET at = 500");
        await cluster.SettleAsync();
        Assert.Equal(4, (await cluster.ConflictsAsync()).Count);
        var winners = cluster.Same("SELECT group_concat(v, '') FROM (SELECT v FROM t ORDER BY id)");
        Assert.True(winners is "abab" or "baba", winners);
    }

    private static string Statement(string kind, string side) => kind switch
    {
        "create" => $"INSERT INTO t VALUES (1, '{side}', 'x')",
        "update" => $"UPDATE t SET v = '{side}'",
        _ => "DELETE FROM t",
    };
}
