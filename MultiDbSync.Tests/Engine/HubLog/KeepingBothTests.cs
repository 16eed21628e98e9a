using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Tests.Simulation;

namespace MultiDbSync.Tests.Engine.HubLog;

/// <summary>Two rows of one key that both stand: which rows follow the new key, and which new keys are refused.</summary>
public sealed class KeepingBothTests
{
    private static readonly RowImage Left = SimulatedSchema.Item(1, 2, 1);
    private static readonly RowImage Right = SimulatedSchema.Item(1, 3, 1);

    [Fact]
    public async Task KeepBoth_RowsThatTheRightDatabaseMadeRefer_Follow()
    {
        await using var bench = await ItemsAsync();
        var free = SimulatedSchema.Label(7, null, 70);
        var changed = SimulatedSchema.Label(8, 1, 80);
        await bench.CommitAsync("left", bench.Label("left", null, SimulatedSchema.Label(5, 1, 50)), bench.Label("left", null, free));
        var seen = bench.Applied("right", bench.Plan("right", 0)!.Batch.UpTo);
        await bench.CommitAsync(
            "right", seen, bench.Label("right", null, SimulatedSchema.Label(6, 1, 60)), bench.Label("right", free, SimulatedSchema.Label(7, 1, 70)), bench.Label("right", null, changed));
        await bench.CommitAsync("left", bench.Label("left", changed, SimulatedSchema.Label(8, 1, 81)));
        Assert.Equal(ResolveStatus.Resolved, (await bench.KeepBothAsync(await bench.OnlyConflictAsync(), CellValue.FromInteger(2))).Status);
        Assert.Equal(Left, bench.Row("left", "items", 1));
        Assert.Equal(SimulatedSchema.Item(2, 3, 1), bench.Row("left", "items", 2));
        Assert.DoesNotContain(bench.Plan("left", 0)!.Batch.Rows, r => r.Table.Name == "labels" && r.Key.Text == "[5]");
        Assert.Equal(SimulatedSchema.Label(6, 2, 60), bench.Row("left", "labels", 6));
        Assert.Equal(SimulatedSchema.Label(7, 2, 70), bench.Row("left", "labels", 7));
        Assert.Equal(SimulatedSchema.Label(8, 2, 81), bench.Row("left", "labels", 8));
        var conflict = await bench.OnlyConflictAsync(open: false);
        Assert.Equal((ConflictStatus.Resolved, Left.ToJson(), "[2]"), (conflict.Status, conflict.ResultImage, conflict.NewKey));
    }

    [Fact]
    public async Task KeepBoth_KeyThatIsNone_IsRefused()
    {
        await using var bench = await ItemsAsync();
        await RefusesAsync(bench, "The new key needs a value for each of id.", CellValue.Null);
        await RefusesAsync(bench, "The new key needs a value for each of id.", CellValue.FromInteger(2), CellValue.FromInteger(3));
    }

    [Fact]
    public async Task KeepBoth_KeyOfAnotherRow_IsRefused()
    {
        await using var bench = await ItemsAsync();
        var gone = SimulatedSchema.Item(3, 1, 1);
        await bench.CommitAsync("left", bench.Item("left", null, SimulatedSchema.Item(2, 1, 1)), bench.Item("left", null, gone), bench.Item("left", gone, null));
        await RefusesAsync(bench, "Another row of items has the key 1.", CellValue.FromInteger(1));
        await RefusesAsync(bench, "Another row of items has the key 2.", CellValue.FromInteger(2));
        Assert.Equal(ResolveStatus.Resolved, (await bench.KeepBothAsync(await bench.OnlyConflictAsync(), CellValue.FromInteger(3))).Status);
    }

    [Fact]
    public async Task KeepBoth_OneRowDeletedMeanwhile_IsRefused()
    {
        await using var bench = await ItemsAsync();
        await bench.CommitAsync("right", bench.Item("right", Right, null));
        await RefusesAsync(bench, "One of the two rows was deleted meanwhile: there are no two rows to keep.", CellValue.FromInteger(2));
    }

    [Fact]
    public async Task KeepBoth_RightRowHoldsAUniqueValueOfTheLeftOne_IsRefused()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Label("left", null, SimulatedSchema.Label(1, null, 7)));
        await bench.CommitAsync("right", bench.Label("right", null, SimulatedSchema.Label(1, 5, 7)));
        await RefusesAsync(bench, "Another row of labels holds this code.", CellValue.FromInteger(2));
    }

    [Fact]
    public async Task KeepBoth_RightRowRefersToADeletedOne_IsRefused()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Label("left", null, SimulatedSchema.Label(1, null, 7)));
        await bench.CommitAsync("right", bench.Label("right", null, SimulatedSchema.Label(1, 5, 8)));
        await bench.CommitAsync("left", bench.Item("left", SimulatedSchema.Item(5, 1, 1), null));
        await RefusesAsync(bench, "The row of items that item refers to was deleted.", CellValue.FromInteger(2));
    }

    [Fact]
    public async Task KeepBoth_RowsThatReferToATableOfTheSameKeyColumn_StayAsTheyAre()
    {
        var shelves = SimulatedSchema.Items with { Name = "shelves" };
        var labels = SimulatedSchema.Labels with { ForeignKeys = [new ForeignKey("labels_item", ["item"], "shelves", ["id"], Cascades: false)] };
        await using var bench = await HubLogBench.CreateAsync("manual", SimulatedSchema.Items, shelves, labels);
        await bench.CommitAsync("left", bench.Item("left", null, Left));
        await bench.CommitAsync("right", bench.Item("right", null, Right), bench.Label("right", null, SimulatedSchema.Label(6, 1, 60)));
        Assert.Equal(ResolveStatus.Resolved, (await bench.KeepBothAsync(await bench.OnlyConflictAsync(), CellValue.FromInteger(2))).Status);
        Assert.Equal(SimulatedSchema.Label(6, 1, 60), bench.Row("left", "labels", 6));
    }

    private static async Task RefusesAsync(HubLogBench bench, string reason, params CellValue[] newKey)
    {
        var outcome = await bench.KeepBothAsync(await bench.OnlyConflictAsync(), newKey);
        Assert.Equal((ResolveStatus.Refused, reason), (outcome.Status, outcome.Message));
    }

    private static async Task<HubLogBench> ItemsAsync()
    {
        var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Item("left", null, Left));
        await bench.CommitAsync("right", bench.Item("right", null, Right));
        return bench;
    }
}
