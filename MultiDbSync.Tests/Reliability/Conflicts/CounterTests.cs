using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Tests.Reliability.Conflicts;

/// <summary>Counters: increments of all databases add up, each exactly once.</summary>
public sealed class CounterTests
{
    private const string Schema = "CREATE TABLE t(id INTEGER PRIMARY KEY, n INTEGER, v TEXT)";
    private const string Policy = """{"Default":"merge-columns","Kinds":{},"Columns":{"n":"add-deltas"}}""";

    [Fact]
    public async Task AddDeltas_ManyIncrementsEverywhere_AllCountOnce()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema, Policy, nodes: 3);
        cluster.Sql("a", "INSERT INTO t VALUES (1, 100, 'v')");
        await cluster.SettleAsync();
        var random = new Random(7);
        var sum = 100;
        for (var i = 0; i < 120; i++)
        {
            var (node, by) = (((char)('a' + random.Next(3))).ToString(), random.Next(-3, 4));
            cluster.Sql(node, $"UPDATE t SET n = n + {by}");
            sum += by;
            if (random.Next(3) == 0) await cluster.CaptureAsync(((char)('a' + random.Next(3))).ToString(), dies: random.Next(4) == 0);
            if (random.Next(3) == 0) await cluster.DeliverAsync(((char)('a' + random.Next(3))).ToString());
        }

        await cluster.SettleAsync();
        Assert.Equal(sum.ToString(System.Globalization.CultureInfo.InvariantCulture), cluster.Same("SELECT n FROM t"));
        Assert.All(await cluster.ConflictsAsync(), c => Assert.NotEqual(ConflictStatus.Open, c.Status));
    }

    [Fact]
    public async Task AddDeltas_SameIncrementOnBoth_CountsTwice()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema, Policy);
        cluster.Sql("a", "INSERT INTO t VALUES (1, 10, 'v')");
        await cluster.SettleAsync();
        cluster.Sql("a", "UPDATE t SET n = n + 1");
        cluster.Sql("b", "UPDATE t SET n = n + 1");
        await cluster.SettleAsync();
        Assert.Equal("12", cluster.Same("SELECT n FROM t"));
        var conflict = Assert.Single(await cluster.ConflictsAsync());
        Assert.Equal((ConflictKind.UpdateUpdate, ConflictStatus.Merged, "n add-deltas"), (conflict.Kind, conflict.Status, conflict.ResolvedBy));
    }
}
