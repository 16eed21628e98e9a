using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Conflicts.Suggestions;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Tests.Engine.Conflicts;

/// <summary>What rules suggest, and why.</summary>
public sealed class SuggestionTests
{
    private static readonly TableSchema Table = new(
        "books",
        [
            new("id", "INTEGER", CanonicalType.Int64, false, false, KeyEquality.Binary), new("title", "TEXT", CanonicalType.Text, true, false, KeyEquality.Binary),
            new("stock", "INTEGER", CanonicalType.Int64, true, false, KeyEquality.Binary),
        ],
        ["id"], [], []);

    private static readonly RowImage Base = Row("The Sea", 10);

    [Fact]
    public void BlanksOnly_TheOtherSide_AndSaysHowMuchNewer()
    {
        var first = First(Row("The  Sea ", 10), Row("The Ocean", 10), minutes: 3);
        Assert.Equal(ConflictChoice.KeepRight, first.Choice);
        Assert.Equal("left only changed blanks in title; right changed what it says and is newer by 3 min.", first.Reason);
    }

    [Fact]
    public void Counter_BothSold_AddsTheDeltas()
    {
        var first = First(Row("The Sea", 9), Row("The Sea", 8));
        Assert.Equal((ConflictChoice.Edit, Row("The Sea", 7)), (first.Choice, first.Edited));
        Assert.Equal("stock: both took away, both changes together give 7.", first.Reason);
    }

    [Fact]
    public void Counter_OppositeDirections_IsNoCounter() => Assert.DoesNotContain(Of(Row("The Sea", 9), Row("The Sea", 12)), s => s.Reason.Contains("together", StringComparison.Ordinal));

    [Fact]
    public void Counter_KeepsWhatOneSideAloneChanged() => Assert.Equal(Row("The Ocean", 7), First(Row("The Ocean", 9), Row("The Sea", 8)).Edited);

    [Fact]
    public void SameButForCapitals_TheLaterSpelling() => Assert.Equal(ConflictChoice.KeepRight, First(Row("the ocean", 10), Row("The Ocean", 10), minutes: 1).Choice);

    [Fact]
    public void FilledIn_TheSideWithAValue() => Assert.Equal(ConflictChoice.KeepLeft, First(Row("The Ocean", 10), Row(null, 10)).Choice);

    [Fact]
    public void LongerText_TheSideThatSaysMore() => Assert.Equal(ConflictChoice.KeepRight, First(Row("The Sea, a novel", 10), Row("The Sea, a novel in three parts", 10)).Choice);

    [Fact]
    public void Newer_OnlyWhenClearlySo()
    {
        Assert.Equal("right is newer by 2 h.", First(Row("A", 10), Row("B", 10), minutes: 120).Reason);
        Assert.Empty(Of(Row("A", 10), Row("B", 10)));
    }

    [Fact]
    public void DeletedAndChanged_KeepsTheRow()
    {
        Assert.Equal(ConflictChoice.KeepRight, First(null, Row("The Ocean", 10), minutes: 5).Choice);
        Assert.Equal(ConflictChoice.KeepLeft, First(Row("The Ocean", 10), null).Choice);
    }

    [Fact]
    public void CreatedTwice_WithLittleInCommon_KeepsBoth() =>
        Assert.Equal(ConflictChoice.KeepBoth, First(Row("The Sea", 1), Row("Cooking", 40), created: true).Choice);

    [Fact]
    public void CreatedTwice_AlmostAlike_DoesNotKeepBoth() => Assert.DoesNotContain(Of(Row("The Sea", 1), Row("The Sea", 2), created: true), s => s.Choice == ConflictChoice.KeepBoth);

    private static Suggestion First(RowImage? left, RowImage? right, int minutes = 0, bool created = false) => Of(left, right, minutes, created)[0];

    private static IReadOnlyList<Suggestion> Of(RowImage? left, RowImage? right, int minutes = 0, bool created = false)
    {
        var before = created ? null : Base;
        return ConflictSuggestions.Of(new ConflictCase(
            Table, ConflictClassifier.Classify(before, left, right), before,
            new ConflictSide("left", left, DateTimeOffset.UnixEpoch, 0), new ConflictSide("right", right, DateTimeOffset.UnixEpoch.AddMinutes(minutes), 0)));
    }

    private static RowImage Row(string? title, long stock) =>
        RowImage.Of(("id", CellValue.FromInteger(1)), ("title", title is null ? CellValue.Null : CellValue.FromText(title)), ("stock", CellValue.FromInteger(stock)));
}
