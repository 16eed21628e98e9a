using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Conflicts.Policies;

namespace MultiDbSync.Tests.Reliability.Conflicts;

/// <summary>Unique and foreign keys: settled by a policy where one is set, and by themselves once what was missing has come.</summary>
public sealed class ConstraintPolicyTests
{
    private const string Unique = "CREATE TABLE t(id INTEGER PRIMARY KEY, code TEXT UNIQUE)";
    private const string Family = "CREATE TABLE p(id INTEGER PRIMARY KEY, v TEXT); CREATE TABLE c(id INTEGER PRIMARY KEY, p INTEGER REFERENCES p)";

    [Theory]
    [InlineData("first-write-wins", "1x", "keep-left")]
    [InlineData("last-write-wins", "2x", "keep-right")]
    public async Task UniqueKey_Policy_DecidesAndConverges(string policy, string expected, string resolution)
    {
        await using var cluster = await SqliteCluster.CreateAsync(Unique);
        cluster.SetPolicy("t", new TablePolicy("manual", new Dictionary<ConflictKind, string> { [ConflictKind.UniqueKey] = policy }, new Dictionary<string, string>()).ToString());
        cluster.Sql("a", "INSERT INTO t VALUES (1, 'x')");
        cluster.Sql("b", "INSERT INTO t VALUES (2, 'x')");
        cluster.Node("a").Sql("UPDATE mds_change SET at = 1000");
        cluster.Node("b").Sql("UPDATE mds_change SET at = 2000");
        await cluster.SettleAsync();
        Assert.Equal(expected, cluster.Same("SELECT group_concat(id || code) FROM t"));
        var conflict = Assert.Single(await cluster.ConflictsAsync());
        Assert.Equal((ConflictKind.UniqueKey, ConflictStatus.AutoResolved, resolution, policy), (conflict.Kind, conflict.Status, conflict.Resolution, conflict.ResolvedBy));
        Assert.Equal(("t", "[1]"), Assert.Single(RelatedRowImage.FromJson(conflict.Related)) is var other ? (other.Table, other.Key) : default);
    }

    [Fact]
    public async Task ForeignKey_ParentComesBack_ChildIsReleased()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Family);
        cluster.Sql("a", "INSERT INTO p VALUES (1, 'v')");
        await cluster.SettleAsync();
        cluster.Sql("a", "DELETE FROM p");
        cluster.Sql("b", "INSERT INTO c VALUES (10, 1)");
        await cluster.SettleAsync();
        var conflict = Assert.Single(await cluster.ConflictsAsync());
        Assert.Equal((ConflictKind.ForeignKey, ConflictStatus.Open), (conflict.Kind, conflict.Status));
        Assert.Contains("\"p\"", conflict.Related, StringComparison.Ordinal);
        cluster.Sql("a", "INSERT INTO p VALUES (1, 'again')");
        await cluster.SettleAsync();
        conflict = Assert.Single(await cluster.ConflictsAsync());
        Assert.Equal((ConflictStatus.AutoResolved, "released"), (conflict.Status, conflict.Resolution));
        Assert.Equal("10:1", cluster.Same("SELECT group_concat(id || ':' || p) FROM c"));
        Assert.Equal("again", cluster.Same("SELECT v FROM p"));
    }

    [Theory]
    [InlineData("last-write-wins", "1", "1")]
    [InlineData("first-write-wins", "0", "0")]
    public async Task ForeignKey_Policy_ChildOrDeletionStands(string policy, string parents, string children)
    {
        await using var cluster = await SqliteCluster.CreateAsync(Family);
        cluster.SetPolicy("c", new TablePolicy("manual", new Dictionary<ConflictKind, string> { [ConflictKind.ForeignKey] = policy }, new Dictionary<string, string>()).ToString());
        cluster.Sql("a", "INSERT INTO p VALUES (1, 'v')");
        await cluster.SettleAsync();
        cluster.Sql("a", "DELETE FROM p");
        cluster.Sql("b", "INSERT INTO c VALUES (10, 1)");
        cluster.Node("a").Sql("UPDATE mds_change SET at = 1000");
        cluster.Node("b").Sql("UPDATE mds_change SET at = 2000");
        await cluster.SettleAsync();
        Assert.Equal(parents, cluster.Same("SELECT count(*) FROM p"));
        Assert.Equal(children, cluster.Same("SELECT count(*) FROM c"));
        Assert.Equal(ConflictStatus.AutoResolved, Assert.Single(await cluster.ConflictsAsync()).Status);
    }
}
