using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using static MultiDbSync.Tests.Connectors.Conformance.ConformanceSchema;

namespace MultiDbSync.Tests.Connectors.Conformance;

/// <summary>A node's account is what its database says now, whatever a connector has read of it before.</summary>
public abstract class StateConformance<TFixture> : ConformanceSuite<TFixture>
    where TFixture : IConformanceFixture, new()
{
    [Fact]
    public async Task State_ChangedByAnotherConnector_Seen()
    {
        await DeferAsync(Node, 1);
        await SeeAsync(1);
        var other = Fixture.Connect();
        await DeferAsync(other, 2);
        await SeeAsync(1, 2);
        await ApplyAsync(other, Put(Authors, 3, Author(1, "free")));
        await SeeAsync(2);
        await DeferAsync(other, 2, DeferReason.Paused);
        Assert.Equal(DeferReason.Paused, (await StateAsync()).Deferred.Single().Reason);
        Assert.Equal(DeferReason.Paused, (await ReadAsync()).States[Set].Deferred.Single().Reason);
    }

    [Fact]
    public async Task State_OtherSetChanged_EachHasItsOwn()
    {
        var labels = Table("labels");
        var sets = Installation with { Sets = [new(Set, [Authors, Books], 0), new("other", [labels], 0)] };
        await Node.Installer.InstallAsync(sets, Cancel);
        await DeferAsync(Node, 1);
        await SeeAsync(1);
        var other = await Node.Applier.ReadStateAsync("other", Cancel);
        var label = Label("a", "nl", "aap");
        await Fixture.Connect().Applier.ApplyAsync(new ApplyBatch("other", Hub, 1, other.Applied, other.Captured, 1, [Put(labels, 1, label) with { Leave = DeferReason.Parked }], true), Cancel);
        await SeeAsync(1);
        Assert.Equal(labels.KeyOf(label), Assert.Single((await Node.Applier.ReadStateAsync("other", Cancel)).Deferred).Key);
        Assert.Equal(labels.KeyOf(label), Assert.Single((await ReadAsync()).States["other"].Deferred).Key);
        await DeferAsync(Node, 2);
        await SeeAsync(1, 2);
        Assert.Single((await ReadAsync()).States["other"].Deferred);
    }

    [Fact]
    public async Task State_BatchGivenUp_AsBefore()
    {
        await DeferAsync(Node, 1);
        await SeeAsync(1);
        await ApplyAsync(Node, Put(Authors, 2, Author(5, "taken")));
        var state = await StateAsync();
        var failed = await Node.Applier.ApplyAsync(
            new ApplyBatch(Set, Hub, 1, state.Applied, state.Captured, 9, [Put(Authors, 9, Author(2, "left")) with { Leave = DeferReason.Parked }, Put(Authors, 9, Author(6, "taken"))], true), Cancel);
        Assert.Equal(ApplyStatus.ConstraintFailed, failed.Status);
        await SeeAsync(1);
    }

    [Fact]
    public async Task State_SetLeftAndCameBack_NothingOfBefore()
    {
        await DeferAsync(Node, 1);
        await SeeAsync(1);
        var other = Fixture.Connect();
        await other.Installer.InstallAsync(Installation with { Sets = [] }, Cancel);
        await other.Installer.InstallAsync(Installation, Cancel);
        await SeeAsync();
    }

    [Fact]
    public async Task State_Emptied_NothingDeferred()
    {
        await DeferAsync(Node, 1);
        await SeeAsync(1);
        await Fixture.Connect().Applier.EmptyAsync(Set, Hub, 1, [Authors, Books], Cancel);
        await SeeAsync();
    }

    protected Task<ApplyResult> DeferAsync(INodeConnector node, long id, DeferReason reason = DeferReason.Parked) =>
        ApplyAsync(node, Put(Authors, id, Author(id, $"n{id}")) with { Leave = reason });

    // As the hub's next position.
    private static async Task<ApplyResult> ApplyAsync(INodeConnector node, ApplyRow row)
    {
        var state = await node.Applier.ReadStateAsync(Set, Cancel);
        var result = await node.Applier.ApplyAsync(new ApplyBatch(Set, Hub, 1, state.Applied, state.Captured, state.Applied + 1, [row], true), Cancel);
        Assert.Equal(ApplyStatus.Applied, result.Status);
        return result;
    }

    protected Task SeeAsync(params IReadOnlyList<long> ids) => SeeAsync(Node, ids);

    // Twice: as it is read, and as it may be kept.
    protected static async Task SeeAsync(INodeConnector node, params IReadOnlyList<long> ids)
    {
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(ids.Select(Key), (await node.Applier.ReadStateAsync(Set, Cancel)).Deferred.Select(d => d.Key));
            Assert.Equal(ids.Select(Key), (await node.Changes.ReadAsync(1000, Cancel)).States[Set].Deferred.Select(d => d.Key));
        }
    }
}
