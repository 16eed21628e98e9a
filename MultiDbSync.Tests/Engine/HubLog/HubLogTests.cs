using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Tests.Simulation;

namespace MultiDbSync.Tests.Engine.HubLog;

public sealed class HubLogTests
{
    private static readonly RowImage One = SimulatedSchema.Item(1, 1, 1);
    private static readonly RowImage Two = SimulatedSchema.Item(1, 2, 1);
    private static readonly RowImage Three = SimulatedSchema.Item(1, 3, 1);

    [Fact]
    public async Task Commit_SameEntryTwice_IsTakenOnce()
    {
        await using var bench = await HubLogBench.CreateAsync();
        var entry = bench.Item("left", null, One);
        Assert.Equal(1, (await bench.CommitAsync("left", entry)).Accepted);
        Assert.Equal(0, (await bench.CommitAsync("left", entry)).Accepted);
        Assert.Equal(1, bench.Plan("right", 0)!.Entries);
    }

    [Fact]
    public async Task Commit_ReadOlderThanTheHubHas_IsStaleAndTakesNothing()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", 5, bench.Item("left", null, One));
        var result = await bench.CommitAsync("left", 4, bench.Item("left", One, Two));
        Assert.Equal(CommitStatus.Stale, result.Status);
        Assert.Equal(1, bench.Plan("right", 0)!.Entries);
    }

    [Fact]
    public async Task Commit_EntryStillVisibleInALaterGeneration_IsKnownStill()
    {
        await using var bench = await HubLogBench.CreateAsync();
        var kept = bench.Item("left", null, One);
        await bench.CommitAsync("left", 0, kept);
        await bench.CommitAsync("left", 1, kept);
        Assert.Equal(0, (await bench.CommitAsync("left", 2, kept)).Accepted);
    }

    [Fact]
    public async Task Commit_OfAnotherHub_IsRefused()
    {
        await using var bench = await HubLogBench.CreateAsync();
        var read = new CaptureRead([bench.Item("left", null, One)], new Dictionary<string, NodeState> { [bench.Set.Name] = bench.State(0) with { Hub = "another" } }, true, [1]);
        Assert.Equal(CommitStatus.WrongHub, (await bench.Hub.Log.CommitAsync(new Origin("left", 1), read, bench.Topology, TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task Commit_NodeAheadOfTheHub_IsRefused()
    {
        await using var bench = await HubLogBench.CreateAsync();
        var read = new CaptureRead([], new Dictionary<string, NodeState> { [bench.Set.Name] = bench.State(99) }, true, []);
        Assert.Equal(CommitStatus.NodeAhead, (await bench.Hub.Log.CommitAsync(new Origin("left", 1), read, bench.Topology, TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task Commit_BothChangedTheRow_IsOneConflictWithBothValues()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Item("left", One, Two));
        var result = await bench.CommitAsync("right", bench.Item("right", One, Three));
        var conflict = Assert.Single(await bench.Hub.ConflictsAsync(openOnly: true, TestContext.Current.CancellationToken));
        Assert.Equal(conflict.Id, Assert.Single(result.OpenedConflicts).Id);
        Assert.Equal(ConflictKind.UpdateUpdate, conflict.Kind);
        Assert.Equal(One.ToJson(), conflict.BaseImage);
        Assert.Equal(Two.ToJson(), conflict.LeftImage);
        Assert.Equal(Three.ToJson(), conflict.RightImage);
        Assert.Equal(1, bench.Plan("right", 0)!.Entries);
    }

    [Fact]
    public async Task Commit_AfterTheMarker_HasSeenTheOtherChange()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Item("left", One, Two));
        var position = bench.Plan("right", 0)!.Batch.UpTo;
        var result = await bench.CommitAsync("right", bench.Applied("right", position), bench.Item("right", Two, Three));
        Assert.Equal(1, result.Accepted);
        Assert.Empty(result.OpenedConflicts);
    }

    [Fact]
    public async Task Commit_OtherColumns_AreMergedAndRecorded()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Item("left", One, SimulatedSchema.Item(1, 2, 1)));
        var result = await bench.CommitAsync("right", bench.Item("right", One, SimulatedSchema.Item(1, 1, 3)));
        Assert.Equal(1, result.Settled);
        var conflict = Assert.Single(await bench.Hub.ConflictsAsync(openOnly: false, TestContext.Current.CancellationToken));
        Assert.Equal((ConflictKind.DisjointUpdate, ConflictStatus.Merged), (conflict.Kind, conflict.Status));
        foreach (var node in new[] { "left", "right" })
            Assert.Equal(SimulatedSchema.Item(1, 2, 3), Assert.Single(bench.Plan(node, 0)!.Batch.Rows).After);
    }

    [Fact]
    public async Task Commit_LaterChangeOfAParkedRow_JoinsTheConflict()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Item("left", One, Two));
        await bench.CommitAsync("right", bench.Item("right", One, Three));
        var later = SimulatedSchema.Item(1, 4, 4);
        Assert.Equal(1, (await bench.CommitAsync("right", bench.Item("right", Three, later))).Joined);
        var conflict = Assert.Single(await bench.Hub.ConflictsAsync(openOnly: true, TestContext.Current.CancellationToken));
        Assert.Equal(2, conflict.Version);
        Assert.Equal(later.ToJson(), conflict.RightImage);
        Assert.Equal(later.ToJson(), Assert.Single(conflict.Sides).AfterImage);
    }

    [Fact]
    public async Task Commit_EqualResults_AreCountedAndCarryNothing()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Item("left", One, Two));
        var result = await bench.CommitAsync("right", bench.Item("right", One, Two));
        Assert.Equal((0, 1), (result.Accepted, result.EqualResults));
        Assert.Equal(1, bench.Plan("left", 0)?.Entries);
    }

    [Fact]
    public async Task Commit_UniqueValueTakenByAnUnseenRow_IsAUniqueConflict()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Label("left", null, SimulatedSchema.Label(1, null, 7)));
        await bench.CommitAsync("right", bench.Label("right", null, SimulatedSchema.Label(2, null, 7)));
        var conflict = Assert.Single(await bench.Hub.ConflictsAsync(openOnly: true, TestContext.Current.CancellationToken));
        Assert.Equal(ConflictKind.UniqueKey, conflict.Kind);
        Assert.Equal(2, await KeepRightAsync(bench, conflict.Id));
        var rows = bench.Plan("right", 0)!.Batch.Rows;
        Assert.Null(rows.Single(r => r.Key.Text == "[1]").After);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Commit_ParentDeletedAndChildCreated_IsAForeignKeyConflictInEitherOrder(bool deleteFirst)
    {
        await using var bench = await HubLogBench.CreateAsync();
        var delete = bench.Item("left", One, null);
        var create = bench.Label("right", null, SimulatedSchema.Label(5, 1, 7));
        if (deleteFirst) await bench.CommitAsync("left", delete);
        await bench.CommitAsync("right", create);
        if (!deleteFirst) await bench.CommitAsync("left", delete);
        var conflict = Assert.Single(await bench.Hub.ConflictsAsync(openOnly: true, TestContext.Current.CancellationToken));
        Assert.Equal(ConflictKind.ForeignKey, conflict.Kind);
        Assert.Equal(deleteFirst ? "labels" : "items", conflict.TableName);
        Assert.NotNull(conflict.Related);
        await KeepRightAsync(bench, conflict.Id);
        var plan = bench.Plan("left", 0)!.Batch.Rows;
        if (deleteFirst) Assert.Equal(One, plan.Single(r => r.Table.Name == "items").After);
        else Assert.Null(plan.Single(r => r.Table.Name == "labels").After);
    }

    private static async Task<int> KeepRightAsync(HubLogBench bench, long conflict)
    {
        var outcome = await bench.DecideAsync(conflict, 1, ConflictChoice.KeepRight);
        Assert.Equal(ResolveStatus.Resolved, outcome.Status);
        Assert.Equal(0, outcome.OpenConflicts);
        return bench.Plan("left", 0)?.Batch.Rows.Count ?? 0;
    }
}
