using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Tests.Simulation;

namespace MultiDbSync.Tests.Engine.HubLog;

public sealed class ConflictResolverTests
{
    private static readonly RowImage One = SimulatedSchema.Item(1, 1, 1);
    private static readonly RowImage Two = SimulatedSchema.Item(1, 2, 1);
    private static readonly RowImage Three = SimulatedSchema.Item(1, 3, 1);

    [Theory]
    [InlineData(ConflictChoice.KeepLeft, 2)]
    [InlineData(ConflictChoice.KeepRight, 3)]
    [InlineData(ConflictChoice.Edit, 9)]
    public async Task Resolve_Decision_GoesToEveryNode(ConflictChoice choice, long a)
    {
        await using var bench = await ConflictAsync();
        var id = await OnlyConflictAsync(bench);
        var outcome = await bench.DecideAsync(id, 1, choice, choice == ConflictChoice.Edit ? SimulatedSchema.Item(1, 9, 1) : null);
        Assert.Equal(ResolveStatus.Resolved, outcome.Status);
        foreach (var node in new[] { "left", "right" })
        {
            var row = Assert.Single(bench.Plan(node, 0)!.Batch.Rows);
            Assert.Equal(SimulatedSchema.Item(1, a, 1), row.After);
            Assert.Null(row.Leave);
            Assert.Contains(Two, row.Expected!);
            Assert.Contains(Three, row.Expected!);
        }
    }

    [Fact]
    public async Task Resolve_VersionNotSeen_ChangesNothing()
    {
        await using var bench = await ConflictAsync();
        var id = await OnlyConflictAsync(bench);
        await bench.CommitAsync("right", bench.Item("right", Three, SimulatedSchema.Item(1, 4, 1)));
        Assert.Equal(ResolveStatus.Moved, (await bench.DecideAsync(id, 1, ConflictChoice.KeepLeft)).Status);
        Assert.True(bench.Hub.HasOpenConflicts());
        Assert.Equal(ResolveStatus.Resolved, (await bench.DecideAsync(id, 2, ConflictChoice.KeepLeft)).Status);
        Assert.Equal(ResolveStatus.Moved, (await bench.DecideAsync(id, 2, ConflictChoice.KeepRight)).Status);
    }

    [Fact]
    public async Task Resolve_UnknownConflict_IsNotFound()
    {
        await using var bench = await HubLogBench.CreateAsync();
        Assert.Equal(ResolveStatus.NotFound, (await bench.DecideAsync(4711, 1, ConflictChoice.KeepLeft)).Status);
    }

    [Fact]
    public async Task Resolve_EditOfTheKey_IsRefusedWithTheReason()
    {
        await using var bench = await ConflictAsync();
        var outcome = await bench.DecideAsync(await OnlyConflictAsync(bench), 1, ConflictChoice.Edit, SimulatedSchema.Item(2, 9, 9));
        Assert.Equal(ResolveStatus.Refused, outcome.Status);
        Assert.Contains("key", outcome.Message, StringComparison.Ordinal);
        Assert.True(bench.Hub.HasOpenConflicts());
    }

    [Fact]
    public async Task Resolve_HolderOfAUniqueValueMovedOn_MustBeLookedAtAgain()
    {
        await using var bench = await HubLogBench.CreateAsync();
        var holder = SimulatedSchema.Label(1, null, 7);
        await bench.CommitAsync("left", bench.Label("left", null, holder));
        await bench.CommitAsync("right", bench.Label("right", null, SimulatedSchema.Label(2, null, 7)));
        await bench.CommitAsync("left", bench.Item("left", null, One), bench.Label("left", holder, SimulatedSchema.Label(1, 1, 7)));
        var id = await OnlyConflictAsync(bench);
        Assert.Equal(ResolveStatus.Moved, (await bench.DecideAsync(id, 1, ConflictChoice.KeepRight)).Status);
        Assert.Equal(ResolveStatus.Resolved, (await bench.DecideAsync(id, 2, ConflictChoice.KeepRight)).Status);
    }

    private static async Task<HubLogBench> ConflictAsync()
    {
        var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Item("left", One, Two));
        await bench.CommitAsync("right", bench.Item("right", One, Three));
        return bench;
    }

    private static async Task<long> OnlyConflictAsync(HubLogBench bench) =>
        Assert.Single(await bench.Hub.ConflictsAsync(openOnly: true, TestContext.Current.CancellationToken)).Id;
}
