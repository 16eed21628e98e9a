using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Tests.Simulation;

namespace MultiDbSync.Tests.Engine.HubLog;

/// <summary>What a policy's outcome is recorded as, and what each database receives of it.</summary>
public sealed class ConflictSettlerTests
{
    private static readonly RowImage One = SimulatedSchema.Item(1, 1, 1);
    private static readonly RowImage Two = SimulatedSchema.Item(1, 2, 1);
    private static readonly RowImage Three = SimulatedSchema.Item(1, 3, 1);

    [Theory]
    [InlineData("last-write-wins", "keep-right", 3, "left")]
    [InlineData("first-write-wins", "keep-left", 2, "right")]
    public async Task SideStands_RecordSaysWhichAndTheOtherDatabaseReceivesIt(string policy, string resolution, long a, string receiver)
    {
        await using var bench = await MeetAsync(policy, Two, Three);
        var conflict = await bench.OnlyConflictAsync(open: false);
        var result = SimulatedSchema.Item(1, a, 1);
        Assert.Equal(
            (ConflictStatus.AutoResolved, policy, resolution, result.ToJson()), (conflict.Status, conflict.ResolvedBy, conflict.Resolution, conflict.ResultImage));
        Assert.Equal(
            (ConflictKind.UpdateUpdate, One.ToJson(), Two.ToJson(), Three.ToJson()), (conflict.Kind, conflict.BaseImage, conflict.LeftImage, conflict.RightImage));
        Assert.Equal(("left", "right", 1L, 0L), (conflict.LeftOrigin, conflict.RightOrigin, conflict.LeftPosition, conflict.RightSeen));
        Assert.Equal((DateTimeOffset.UnixEpoch.AddSeconds(1), DateTimeOffset.UnixEpoch.AddSeconds(2)), (conflict.LeftAt, conflict.RightAt));
        Assert.Equal(result, bench.Row(receiver, "items", 1));
        var winner = receiver == "left" ? "right" : "left";
        Assert.DoesNotContain(bench.Plan(winner, 0)?.Batch.Rows ?? [], r => r.Key.Text == "[1]");
        Assert.False(bench.Hub.HasOpenConflicts());
    }

    [Fact]
    public async Task Merged_RecordHoldsTheRowAndBothDatabasesReceiveIt()
    {
        await using var bench = await MeetAsync("manual", Two, SimulatedSchema.Item(1, 1, 5));
        var conflict = await bench.OnlyConflictAsync(open: false);
        var result = SimulatedSchema.Item(1, 2, 5);
        Assert.Equal(
            (ConflictStatus.Merged, "merge-columns", "merged", result.ToJson()), (conflict.Status, conflict.ResolvedBy, conflict.Resolution, conflict.ResultImage));
        ExpectEverywhere(bench, result);
    }

    [Theory]
    [InlineData("last-write-wins")]
    [InlineData("first-write-wins")]
    public async Task SideStands_NextChangeOfTheOtherSideThatHasHeard_IsNoConflict(string policy)
    {
        await using var bench = await MeetAsync(policy, Two, Three);
        var standing = policy == "last-write-wins" ? Three : Two;
        foreach (var node in new[] { "left", "right" })
        {
            var next = SimulatedSchema.Item(1, node == "left" ? 10 : 20, 1);
            var result = await bench.CommitAsync(node, bench.Applied(node, bench.Plan(node, 0)!.Batch.UpTo), bench.Item(node, standing, next));
            Assert.Equal((1, 0), (result.Accepted, result.Settled));
            standing = next;
        }
    }

    [Fact]
    public async Task SideStands_WriterOfTheWinIsNotInConflictWithIt()
    {
        await using var bench = await MeetAsync("last-write-wins", Two, Three);
        Assert.Equal(1, (await bench.CommitAsync("right", bench.Item("right", Three, SimulatedSchema.Item(1, 4, 1)))).Accepted);
    }

    [Fact]
    public async Task Deletion_Stands_OrIsTakenBack()
    {
        await using var deleted = await MeetAsync("last-write-wins", Two, null);
        Assert.Null(deleted.Row("left", "items", 1));
        Assert.Null((await deleted.OnlyConflictAsync(open: false)).ResultImage);
        await using var kept = await MeetAsync("first-write-wins", Two, null);
        Assert.Equal(Two, kept.Row("right", "items", 1));
    }

    [Fact]
    public async Task SameIncrements_OfACounter_AreTwoChanges()
    {
        await using var bench = await MeetAsync("""{"Default":"manual","Kinds":{},"Columns":{"a":"add-deltas"}}""", Two, Two);
        var conflict = await bench.OnlyConflictAsync(open: false);
        Assert.Equal((ConflictKind.UpdateUpdate, "a add-deltas"), (conflict.Kind, conflict.ResolvedBy));
        ExpectEverywhere(bench, Three);
    }

    [Fact]
    public async Task Asked_NothingIsDeliveredAndTheConflictIsReported()
    {
        await using var bench = await HubLogBench.CreateAsync("manual");
        await bench.CommitAsync("left", bench.Item("left", One, Two));
        var result = await bench.CommitAsync("right", bench.Item("right", One, Three));
        var conflict = await bench.OnlyConflictAsync();
        var opened = Assert.Single(result.OpenedConflicts);
        Assert.Equal((conflict.Id, SimulatedHub.SetName, "items", ConflictKind.UpdateUpdate), (opened.Id, opened.SyncSet, opened.Table, opened.Kind));
        Assert.Equal((null, null, null), (conflict.ResolvedBy, conflict.Resolution, conflict.ResultImage));
        Assert.Equal(0, result.Settled);
    }

    [Theory]
    [InlineData("first-write-wins", "keep-left", null)]
    [InlineData("last-write-wins", "keep-right", 7L)]
    [InlineData("node-priority", "keep-right", 7L)]
    public async Task UniqueKey_WithAPolicy_OneOfTheRowsStands(string policy, string resolution, long? code)
    {
        await using var bench = await HubLogBench.CreateAsync($$$"""{"Default":"manual","Kinds":{"UniqueKey":"{{{policy}}}"},"Columns":{}}""");
        await bench.CommitAsync("left", bench.Label("left", null, SimulatedSchema.Label(1, null, 7)));
        // Its clock is a second ahead of the other side's.
        await bench.CommitAsync("right", bench.Item("right", null, SimulatedSchema.Item(9, 9, 9)), bench.Label("right", null, SimulatedSchema.Label(2, null, 7)));
        var conflict = await bench.OnlyConflictAsync(open: false);
        Assert.Equal((ConflictKind.UniqueKey, ConflictStatus.AutoResolved, policy, resolution), (conflict.Kind, conflict.Status, conflict.ResolvedBy, conflict.Resolution));
        Assert.Equal(code is null ? null : SimulatedSchema.Label(2, null, 7), bench.Row("right", "labels", 2));
    }

    [Theory]
    [InlineData("manual", ConflictStatus.Open)]
    [InlineData("last-write-wins", ConflictStatus.AutoResolved)]
    public async Task UniqueKey_IsReportedAsItEnded(string policy, ConflictStatus status)
    {
        await using var bench = await HubLogBench.CreateAsync($$$"""{"Default":"manual","Kinds":{"UniqueKey":"{{{policy}}}"},"Columns":{}}""");
        await bench.CommitAsync("left", bench.Label("left", null, SimulatedSchema.Label(1, null, 7)));
        var result = await bench.CommitAsync("right", bench.Label("right", null, SimulatedSchema.Label(2, null, 7)));
        Assert.Equal((status == ConflictStatus.Open ? 1 : 0, status == ConflictStatus.Open ? 0 : 1), (result.OpenedConflicts.Count, result.Settled));
        Assert.Equal(status, (await bench.OnlyConflictAsync(open: false)).Status);
    }

    [Fact]
    public async Task CreateOverAnUnseenChange_IsRecordedWithWhatThatOneSaw()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Item("left", One, Two));
        await bench.CommitAsync("right", bench.Item("right", null, Three));
        var conflict = await bench.OnlyConflictAsync();
        Assert.Equal((ConflictKind.CreateCreate, One.ToJson()), (conflict.Kind, conflict.BaseImage));
    }

    [Fact]
    public async Task CreatedTwice_KeepBoth_TheRightRowGetsANewKey()
    {
        await using var bench = await HubLogBench.CreateAsync("""{"Default":"manual","Kinds":{"CreateCreate":"keep-both"},"Columns":{}}""");
        await bench.CommitAsync("left", bench.Item("left", null, Two));
        await bench.CommitAsync("right", bench.Item("right", null, Three));
        // No database has told which numbers are free: a person gives one.
        var conflict = await bench.OnlyConflictAsync();
        Assert.Equal((ConflictKind.CreateCreate, ConflictStatus.Open, null, null), (conflict.Kind, conflict.Status, conflict.ResolvedBy, conflict.NewKey));
    }

    private static void ExpectEverywhere(HubLogBench bench, RowImage? row)
    {
        foreach (var node in new[] { "left", "right" }) Assert.Equal(row, bench.Row(node, "items", 1));
    }

    private static async Task<HubLogBench> MeetAsync(string policy, RowImage? left, RowImage? right)
    {
        var bench = await HubLogBench.CreateAsync(policy);
        await bench.CommitAsync("left", bench.Item("left", One, left));
        // The right side's clock is a second ahead.
        await bench.CommitAsync("right", bench.Item("right", null, SimulatedSchema.Item(9, 9, 9)), bench.Item("right", One, right));
        return bench;
    }
}
