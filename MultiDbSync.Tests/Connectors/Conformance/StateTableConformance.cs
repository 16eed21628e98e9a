using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Tests.Connectors.Conformance;

/// <summary>The same of makes that keep the account in tables of ours, which an older version, a person or a broken transaction may have left otherwise.</summary>
public abstract class StateTableConformance<TFixture> : StateConformance<TFixture>
    where TFixture : IConformanceFixture, new()
{
    [Fact]
    public async Task State_NothingChanged_RowsNotReadAgain()
    {
        await DeferAsync(Node, 1);
        await SeeAsync(1);
        Assert.Same((await StateAsync()).Deferred, (await StateAsync()).Deferred);
        Assert.Same((await ReadAsync()).States[Set].Deferred, (await ReadAsync()).States[Set].Deferred);
    }

    [Fact]
    public async Task State_TransactionRolledBack_NeverSeen()
    {
        await DeferAsync(Node, 1);
        await SeeAsync(1);
        Tamper("BEGIN; DELETE FROM mds_deferred; UPDATE mds_state SET deferred_token = 'other'; ROLLBACK");
        await SeeAsync(1);
        Tamper("BEGIN; DELETE FROM mds_deferred; UPDATE mds_state SET deferred_token = 'other'; COMMIT");
        await SeeAsync();
    }

    [Fact]
    public async Task State_ChangedByHand_SeenAfterSomeReads()
    {
        await DeferAsync(Node, 1);
        await SeeAsync(1);
        Tamper("DELETE FROM mds_deferred");
        for (var i = 0; i < 100; i++) (_, _) = (await StateAsync(), await ReadAsync());
        await SeeAsync();
    }

    [Fact]
    public async Task State_InstalledBeforeThereWereTokens_WorksAndIsBroughtUpToDate()
    {
        await DeferAsync(Node, 1);
        await SeeAsync(1);
        Tamper("ALTER TABLE mds_state DROP COLUMN deferred_token");
        await Node.DisposeAsync();
        var (one, other) = (Fixture.Connect(), Fixture.Connect());
        await SeeAsync(one, 1);
        await DeferAsync(other, 2);
        await SeeAsync(one, 1, 2);

        await other.Installer.InstallAsync(Installation, Cancel);
        await SeeAsync(one, 1, 2);
        await DeferAsync(other, 3);
        await SeeAsync(one, 1, 2, 3);
        Assert.Same((await one.Applier.ReadStateAsync(Set, Cancel)).Deferred, (await one.Applier.ReadStateAsync(Set, Cancel)).Deferred);
    }

    [Fact]
    public async Task State_TableDropped_RefusedUntilInstalledAgain()
    {
        await DeferAsync(Node, 1);
        await SeeAsync(1);
        Tamper("DROP TABLE mds_deferred");
        await Assert.ThrowsAsync<ConnectorException>(StateAsync);
        await Assert.ThrowsAsync<ConnectorException>(ReadAsync);
        await Node.Installer.InstallAsync(Installation, Cancel);
        await SeeAsync();
    }

    private void Tamper(string sql) => Assert.True(Fixture.Tamper(sql), "This make keeps no tables of ours.");
}
