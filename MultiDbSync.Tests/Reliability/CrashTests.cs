using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Tests.Reliability;

/// <summary>Processes that die, clocks that move, writers that don't stop.</summary>
public sealed class CrashTests
{
    private const string Schema = "CREATE TABLE t(id INTEGER PRIMARY KEY, v)";
    private const string Content = "SELECT group_concat(id || ':' || v) FROM (SELECT * FROM t ORDER BY id)";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task R01_WritesBetweenAllSteps_AllArrive()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema);
        for (var i = 0; i < 20; i += 4)
        {
            cluster.Sql("a", $"INSERT INTO t VALUES ({i}, 'a')");
            var read = await cluster.Node("a").Connector.Changes.ReadAsync(5000, Cancel);
            cluster.Sql("a", $"INSERT INTO t VALUES ({i + 1}, 'a'); UPDATE t SET v = v || '+' WHERE id = {i}");
            await cluster.Log.CommitAsync(cluster.Node("a").Origin, read, cluster.Topology, Cancel);
            cluster.Sql("a", $"INSERT INTO t VALUES ({i + 2}, 'a')");
            await cluster.Node("a").Connector.Changes.DeleteAsync(read, Cancel);
            cluster.Sql("b", $"INSERT INTO t VALUES ({i + 3}, 'b')");
            await cluster.DeliverAsync("b");
        }

        await cluster.SettleAsync();
        Assert.Equal("20", cluster.Same("SELECT count(*) FROM t"));
        Assert.Equal("5", cluster.Same("SELECT count(*) FROM t WHERE v = 'a+'"));
        cluster.Same(Content);
        Assert.Empty(await cluster.ConflictsAsync());
    }

    [Fact]
    public async Task R06_KillAtEachStep_NothingLostOrDoubled()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema);
        cluster.Sql("a", "INSERT INTO t VALUES (1, 10)");

        // The hub has it, the node has not deleted it; then once more.
        await cluster.CaptureAsync("a", dies: true);
        cluster.Sql("a", "UPDATE t SET v = v + 1");
        await cluster.CaptureAsync("a", dies: true);
        await cluster.CaptureAsync("a");
        Assert.Equal(2, cluster.Positions());

        // The target has it, the worker forgot; the same plan comes once more.
        var state = await cluster.StateAsync("b");
        var plan = cluster.Plan("b", state)!;
        Assert.Equal(ApplyStatus.Applied, (await cluster.Node("b").Connector.Applier.ApplyAsync(plan.Batch, Cancel)).Status);
        await cluster.Node("b").KillAsync();
        Assert.Equal(ApplyStatus.Stale, (await cluster.Node("b").Connector.Applier.ApplyAsync(plan.Batch, Cancel)).Status);

        // The target's own change meets the next delivery, with its capture cut off.
        cluster.Sql("b", "UPDATE t SET v = v + 100");
        await cluster.CaptureAsync("b", dies: true);
        await cluster.DeliverAsync("b");
        await cluster.Node("b").KillAsync();
        await cluster.SettleAsync();
        Assert.Equal("1:111", cluster.Same(Content));
        Assert.Equal(3, cluster.Positions());
        Assert.Empty(await cluster.ConflictsAsync());
    }

    [Theory]
    [InlineData(-86_400_000)]
    [InlineData(-2_700_000)]
    [InlineData(2_700_000)]
    [InlineData(86_400_000)]
    public async Task R07_R20_ClockMoved_LaterEditWins(long skew)
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema, policy: "last-write-wins");
        cluster.Sql("a", "INSERT INTO t VALUES (1, 'first')");
        await cluster.SettleAsync();
        cluster.Sql("b", "UPDATE t SET v = 'later'");
        cluster.Node("b").Sql($"UPDATE mds_change SET at = at + {skew}");
        await cluster.SettleAsync();
        cluster.Sql("a", "UPDATE t SET v = 'last'");
        await cluster.SettleAsync();
        Assert.Equal("1:last", cluster.Same(Content));
        Assert.Empty(await cluster.ConflictsAsync());
    }

    [Fact]
    public async Task R14_PositionMovedButRowsLost_ReceivedAgain()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema);
        await cluster.SettleAsync();
        cluster.Node("b").BackUp("before");
        cluster.Sql("a", "INSERT INTO t VALUES (1, 'x')");
        await cluster.CaptureAsync("a");
        await cluster.DeliverAsync("b");
        await cluster.CaptureAsync("b");

        // The file lost its tail in a power cut; the hub remembers the position.
        await cluster.Node("b").RestoreAsync("before");
        await cluster.CaptureAsync("b");
        Assert.True((await cluster.ReconsiderAsync("b")).WentBack);
        await cluster.SettleAsync();
        Assert.Equal("1:x", cluster.Same(Content));
    }

    [Fact]
    public async Task R40_ApplicationHoldsTheFile_DeliveredAfterwards()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema);
        cluster.Sql("a", "INSERT INTO t VALUES (1, 'x')");
        await cluster.CaptureAsync("a");
        await using (var application = cluster.Node("b").Open())
        await using (var transaction = application.BeginTransaction())
        {
            await using var command = application.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "INSERT INTO t VALUES (2, 'held')";
            command.ExecuteNonQuery();
            var error = await Assert.ThrowsAsync<ConnectorException>(() => cluster.DeliverAsync("b"));
            Assert.Equal(ConnectorErrorClass.Transient, error.ErrorClass);
            transaction.Commit();
        }

        await cluster.SettleAsync();
        Assert.Equal("1:x,2:held", cluster.Same(Content));
    }

    [Fact]
    public async Task TwoWorkers_SameNodeInterleaved_NothingDoubledNoFalseAlarm()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema);
        var node = cluster.Node("a");
        for (var i = 1; i <= 10; i++)
        {
            cluster.Sql("a", $"INSERT INTO t VALUES ({i}, 0)");
            var slow = await node.Connector.Changes.ReadAsync(5000, Cancel);
            cluster.Sql("a", "UPDATE t SET v = v + 1");
            var belief = await cluster.Log.BeliefAsync("a", Cancel);
            var quick = await node.Connector.Changes.ReadAsync(5000, Cancel);
            await cluster.Log.CommitAsync(node.Origin, quick, cluster.Topology, Cancel);
            await cluster.Log.CommitAsync(node.Origin, slow, cluster.Topology, Cancel);
            await node.Connector.Changes.DeleteAsync(slow, Cancel);
            await node.Connector.Changes.DeleteAsync(quick, Cancel);
            Assert.False((await cluster.Log.ResetNodeAsync(node.Origin, belief, slow, cluster.Topology, Cancel)).WentBack);
            await Task.WhenAll(cluster.DeliverAsync("b"), cluster.DeliverAsync("b"));
        }

        await cluster.SettleAsync();
        Assert.Equal("1:10,2:9,3:8,4:7,5:6,6:5,7:4,8:3,9:2,10:1", cluster.Same(Content));
        Assert.Empty(await cluster.ConflictsAsync());
        Assert.Equal(10 + 55, cluster.Positions());
    }
}
