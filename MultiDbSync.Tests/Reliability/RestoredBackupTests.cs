using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Runtime;

namespace MultiDbSync.Tests.Reliability;

/// <summary>A node whose file was put back to an earlier state, and a hub that was.</summary>
public sealed class RestoredBackupTests
{
    private const string Schema = "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT)";
    private const string Content = "SELECT group_concat(id || v) FROM (SELECT * FROM t ORDER BY id)";

    [Fact]
    public async Task NodeWentBack_ItsOwnLostChange_ComesBackFromTheHub()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema);
        cluster.Sql("a", "INSERT INTO t VALUES (1, 'x')");
        await cluster.SettleAsync();
        cluster.Node("a").BackUp("old");
        cluster.Sql("a", "UPDATE t SET v = 'own' WHERE id = 1");
        cluster.Sql("b", "INSERT INTO t VALUES (2, 'other')");
        await cluster.SettleAsync();
        await cluster.Node("a").RestoreAsync("old");

        // Delivery may come first: it must not skip what the node has lost.
        await cluster.DeliverAsync("a");
        Assert.Equal(CommitStatus.Stale, (await cluster.CaptureAsync("a")).Status);
        Assert.Equal(new NodeReset(2) { WentBack = true }, await cluster.ReconsiderAsync("a"));
        await cluster.SettleAsync();
        Assert.Equal("1own,2other", cluster.Same(Content));
    }

    // The generation of the last deletion is known to the hub only with the next commit.
    [Fact]
    public async Task NodeWentBack_JustBeforeTheLastCapture_IsNoticed()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema);
        await cluster.SettleAsync();
        cluster.Node("a").BackUp("old");
        cluster.Sql("a", "INSERT INTO t VALUES (1, 'own')");
        await cluster.CaptureAsync("a");
        await cluster.Node("a").RestoreAsync("old");
        await cluster.DeliverAsync("a");
        Assert.Equal(CommitStatus.Stale, (await cluster.CaptureAsync("a")).Status);
        Assert.True((await cluster.ReconsiderAsync("a")).WentBack);
        await cluster.SettleAsync();
        Assert.Equal("1own", cluster.Same(Content));
    }

    [Fact]
    public async Task NodeWentBack_OnlyDeliveriesLost_IsNoticed()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema);
        await cluster.SettleAsync();
        cluster.Node("a").BackUp("old");
        cluster.Sql("b", "INSERT INTO t VALUES (1, 'x')");
        await cluster.SettleAsync();
        await cluster.Node("a").RestoreAsync("old");
        Assert.Equal(CommitStatus.Stale, (await cluster.CaptureAsync("a")).Status);
        await cluster.ReconsiderAsync("a");
        await cluster.SettleAsync();
        Assert.Equal("1x", cluster.Same(Content));
    }

    [Fact]
    public async Task NodeWentBack_ChangedBeforeTheWorkerCame_IsAConflict()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema);
        cluster.Sql("a", "INSERT INTO t VALUES (1, 'x')");
        await cluster.SettleAsync();
        cluster.Node("a").BackUp("old");
        cluster.Sql("a", "UPDATE t SET v = 'lost' WHERE id = 1");
        await cluster.SettleAsync();
        await cluster.Node("a").RestoreAsync("old");
        cluster.Sql("a", "UPDATE t SET v = 'new' WHERE id = 1");
        Assert.Equal(CommitStatus.Stale, (await cluster.CaptureAsync("a")).Status);
        await cluster.ReconsiderAsync("a");
        await cluster.SettleAsync();
        var conflict = Assert.Single(await cluster.ConflictsAsync());
        Assert.Contains("lost", conflict.LeftImage);
        Assert.Contains("new", conflict.RightImage);
    }

    [Fact]
    public async Task NodeWentBack_BehindThePrunedLog_IsRefused()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema);
        await cluster.SettleAsync();
        cluster.Node("a").BackUp("old");
        cluster.Sql("b", "INSERT INTO t VALUES (1, 'x')");
        await cluster.SettleAsync();
        await cluster.PruneAsync();
        await cluster.Node("a").RestoreAsync("old");
        Assert.Equal(CommitStatus.Stale, (await cluster.CaptureAsync("a")).Status);
        Assert.True((await cluster.ReconsiderAsync("a")).BehindLog);
        await Assert.ThrowsAsync<NodeRefusedException>(() => cluster.DeliverAsync("a"));
    }

    [Fact]
    public async Task HubWentBack_OthersFilledItsPositionsAgain_TheNodeAheadIsRefused()
    {
        await using var cluster = await SqliteCluster.CreateAsync(Schema, nodes: 3);
        await cluster.SettleAsync();
        cluster.BackUpHub();
        cluster.Sql("b", "INSERT INTO t VALUES (1, 'x')");
        await cluster.CaptureAsync("b");
        await cluster.DeliverAsync("a");
        await cluster.CaptureAsync("a");
        await cluster.RestoreHubAsync();
        cluster.Sql("c", "INSERT INTO t VALUES (2, 'y'), (3, 'z')");
        await cluster.CaptureAsync("c");
        Assert.Equal(CommitStatus.NodeAhead, (await cluster.CaptureAsync("a")).Status);
    }
}
