using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Tests.Simulation;

namespace MultiDbSync.Tests.Engine.HubLog;

/// <summary>Decisions that would break what the hub knows of other rows are refused, with what to do instead.</summary>
public sealed class DecisionCheckTests
{
    private static readonly RowImage One = SimulatedSchema.Item(1, 1, 1);
    private static readonly RowImage Two = SimulatedSchema.Item(1, 2, 1);
    private static readonly RowImage Three = SimulatedSchema.Item(1, 3, 1);

    [Fact]
    public async Task Edit_WithoutValues_IsRefused()
    {
        await using var bench = await ItemsAsync();
        await RefusesAsync(bench, ConflictChoice.Edit, null, "An edit needs the row's values.");
        await RefusesAsync(bench, ConflictChoice.Columns, null, "An edit needs the row's values.");
    }

    [Fact]
    public async Task Edit_OfTheKey_IsRefused()
    {
        await using var bench = await ItemsAsync();
        await RefusesAsync(bench, ConflictChoice.Edit, SimulatedSchema.Item(2, 9, 9), "The key of items can't be edited here: id must stay 1.");
    }

    [Fact]
    public async Task Edit_WithoutAColumn_IsRefused()
    {
        await using var bench = await ItemsAsync();
        await RefusesAsync(bench, ConflictChoice.Edit, RowImage.Of(("id", CellValue.FromInteger(1)), ("a", CellValue.FromInteger(9))), "Column b has no value.");
    }

    [Fact]
    public async Task Edit_NullWhereNoneMayBe_IsRefused()
    {
        var items = SimulatedSchema.Items with { Columns = [.. SimulatedSchema.Items.Columns.Select(c => c with { IsNullable = c.Name == "b" })] };
        await using var bench = await ItemsAsync(items);
        var row = RowImage.Of(("id", CellValue.FromInteger(1)), ("a", CellValue.Null), ("b", CellValue.Null));
        await RefusesAsync(bench, ConflictChoice.Edit, row, "Column a can't be NULL.");
        await ResolvesAsync(bench, ConflictChoice.Edit, SimulatedSchema.Item(1, 9, 1).With(["b"], row));
    }

    [Fact]
    public async Task Edit_ToAUniqueValueOfAnotherRow_IsRefused()
    {
        await using var bench = await LabelsAsync();
        await bench.CommitAsync("left", bench.Label("left", null, SimulatedSchema.Label(6, null, 60)), bench.Label("left", null, SimulatedSchema.Label(8, null, 80)));
        await bench.CommitAsync("left", bench.Label("left", SimulatedSchema.Label(8, null, 80), null));
        await RefusesAsync(bench, ConflictChoice.Edit, SimulatedSchema.Label(5, null, 60), "Another row of labels holds this code.");
        await ResolvesAsync(bench, ConflictChoice.Edit, SimulatedSchema.Label(5, null, 80));
    }

    [Fact]
    public async Task Edit_ToNoUniqueValue_IsFine()
    {
        await using var bench = await LabelsAsync();
        await ResolvesAsync(bench, ConflictChoice.Edit, SimulatedSchema.Label(5, null, 1).With(["code"], RowImage.Of(("code", CellValue.Null))));
    }

    [Fact]
    public async Task Edit_ToAParentThatWasDeleted_IsRefused()
    {
        await using var bench = await LabelsAsync();
        await bench.CommitAsync("left", bench.Item("left", One, null), bench.Item("left", null, SimulatedSchema.Item(2, 1, 1)));
        await RefusesAsync(bench, ConflictChoice.Edit, SimulatedSchema.Label(5, 1, 50), "The row of items that item refers to was deleted.");
        await ResolvesAsync(bench, ConflictChoice.Edit, SimulatedSchema.Label(5, 2, 50));
    }

    [Fact]
    public async Task Edit_ToAParentThatNobodyTold_IsFine()
    {
        await using var bench = await LabelsAsync();
        await ResolvesAsync(bench, ConflictChoice.Edit, SimulatedSchema.Label(5, 99, 50));
    }

    [Fact]
    public async Task Deletion_UnderChildren_IsRefusedUntilTheyAreGone()
    {
        await using var bench = await HubLogBench.CreateAsync();
        var child = SimulatedSchema.Label(5, 1, 7);
        await bench.CommitAsync("left", bench.Label("left", null, child), bench.Item("left", One, Two));
        await bench.CommitAsync("right", bench.Item("right", One, null));
        await RefusesAsync(bench, ConflictChoice.KeepRight, null, "Rows of labels refer to this one. Keep it, or delete them first.");
        await bench.CommitAsync("left", bench.Label("left", child, null));
        await ResolvesAsync(bench, ConflictChoice.KeepRight, null);
    }

    [Fact]
    public async Task Deletion_WithTheChildrenThatTheConflictNames_DeletesThemFirst()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Label("left", null, SimulatedSchema.Label(5, 1, 7)), bench.Label("left", null, SimulatedSchema.Label(6, 1, 8)));
        await bench.CommitAsync("right", bench.Item("right", One, null));
        await ResolvesAsync(bench, ConflictChoice.KeepRight, null);
        var rows = bench.Plan("left", 0)!.Batch.Rows;
        Assert.Equal(["items", "labels", "labels"], rows.Select(r => r.Table.Name).Order());
        Assert.All(rows, r => Assert.Null(r.After));
    }

    [Fact]
    public async Task Deletion_WithAChildThatCameLater_IsRefused()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Label("left", null, SimulatedSchema.Label(5, 1, 7)));
        await bench.CommitAsync("right", bench.Item("right", One, null));
        await bench.CommitAsync("left", bench.Label("left", null, SimulatedSchema.Label(6, 1, 8)));
        await RefusesAsync(bench, ConflictChoice.KeepRight, null, "Rows of labels refer to this one. Keep it, or delete them first.");
    }

    [Fact]
    public async Task KeepRight_TakesTheUniqueValueFromTheRowThatTheConflictNames()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Label("left", SimulatedSchema.Label(1, null, 6), SimulatedSchema.Label(1, null, 7)));
        await bench.CommitAsync("right", bench.Label("right", null, SimulatedSchema.Label(2, null, 7)));
        await ResolvesAsync(bench, ConflictChoice.KeepRight, null);
        Assert.Equal(SimulatedSchema.Label(1, null, 6), bench.Row("right", "labels", 1));
        Assert.Equal(SimulatedSchema.Label(2, null, 7), bench.Row("left", "labels", 2));
    }

    [Fact]
    public async Task KeepRight_BringsTheParentBack()
    {
        await using var bench = await HubLogBench.CreateAsync();
        await bench.CommitAsync("left", bench.Item("left", One, null));
        await bench.CommitAsync("right", bench.Label("right", null, SimulatedSchema.Label(5, 1, 7)));
        await ResolvesAsync(bench, ConflictChoice.KeepRight, null);
        Assert.Equal(One, bench.Row("left", "items", 1));
        Assert.Equal(SimulatedSchema.Label(5, 1, 7), bench.Row("left", "labels", 5));
    }

    private static async Task RefusesAsync(HubLogBench bench, ConflictChoice choice, RowImage? edited, string reason)
    {
        var outcome = await DecideAsync(bench, choice, edited);
        Assert.Equal((ResolveStatus.Refused, reason), (outcome.Status, outcome.Message));
        Assert.True(bench.Hub.HasOpenConflicts());
    }

    private static async Task ResolvesAsync(HubLogBench bench, ConflictChoice choice, RowImage? edited)
    {
        var outcome = await DecideAsync(bench, choice, edited);
        Assert.Equal((ResolveStatus.Resolved, null), (outcome.Status, outcome.Message));
        Assert.False(bench.Hub.HasOpenConflicts());
    }

    private static async Task<ResolveOutcome> DecideAsync(HubLogBench bench, ConflictChoice choice, RowImage? edited)
    {
        var conflict = await bench.OnlyConflictAsync();
        return await bench.DecideAsync(conflict.Id, conflict.Version, choice, edited);
    }

    private static async Task<HubLogBench> ItemsAsync(TableSchema? items = null)
    {
        var bench = await HubLogBench.CreateAsync("manual", items ?? SimulatedSchema.Items);
        await bench.CommitAsync("left", bench.Item("left", One, Two));
        await bench.CommitAsync("right", bench.Item("right", One, Three));
        return bench;
    }

    private static async Task<HubLogBench> LabelsAsync()
    {
        var bench = await HubLogBench.CreateAsync();
        var seen = SimulatedSchema.Label(5, null, 50);
        await bench.CommitAsync("left", bench.Label("left", seen, SimulatedSchema.Label(5, null, 51)));
        await bench.CommitAsync("right", bench.Label("right", seen, SimulatedSchema.Label(5, null, 52)));
        return bench;
    }
}
