using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts.Suggestions;
using static MultiDbSync.Tests.Engine.Conflicts.Suggestions.SuggestionBench;

namespace MultiDbSync.Tests.Engine.Conflicts.Suggestions;

/// <summary>Rules that look at numbers, times, deletions and keys of other rows.</summary>
public sealed class RowRuleTests
{
    private static readonly RowImage Seen = Book("The Sea");

    [Fact]
    public void Counter_BothAdded_GivesTheSum()
    {
        var first = Of(Seen, Book("The Sea", stock: 12), Book("The Sea", stock: 11))[0];
        Assert.Equal((ConflictChoice.Edit, Book("The Sea", stock: 13)), (first.Choice, first.Edited));
        Assert.Equal("stock: both added, both changes together give 13.", first.Reason);
    }

    [Fact]
    public void Counter_TwoNumbers_SaysBoth()
    {
        var (seen, left, right) = (Shelf(10, 20), Shelf(9, 21), Shelf(8, 23));
        var table = Table with { Columns = [Table.Columns[0], Table.Columns[3] with { Name = "stock" }, Table.Columns[3] with { Name = "lent" }] };
        var first = Assert.IsType<Suggestion>(new CounterRule().Look(Case(ConflictKind.UpdateUpdate, seen, left, right) with { Table = table }));
        Assert.Equal(Shelf(7, 24), first.Edited);
        Assert.Equal("stock: both took away, both changes together give 7; lent: both added, both changes together give 24.", first.Reason);

        static RowImage Shelf(long stock, long lent) => RowImage.Of(("id", CellValue.FromInteger(1)), ("stock", CellValue.FromInteger(stock)), ("lent", CellValue.FromInteger(lent)));
    }

    [Theory]
    [InlineData(9L, 12L)]
    [InlineData(9L, null)]
    [InlineData(30_000L, 30_001L)]
    public void Counter_OppositeMissingOrTooLarge_IsNoCounter(long? left, long? right) =>
        Assert.Null(new CounterRule().Look(Case(ConflictKind.UpdateUpdate, Book("The Sea"), Book("The Sea", stock: left), Book("The Sea", stock: right))));

    [Fact]
    public void Counter_BesideAText_IsNoCounter() =>
        Assert.Null(new CounterRule().Look(Case(ConflictKind.UpdateUpdate, Seen, Book("A", stock: 9), Book("B", stock: 8))));

    [Fact]
    public void Counter_SameNumbers_IsNoConflictOfThem() =>
        Assert.Null(new CounterRule().Look(Case(ConflictKind.UpdateUpdate, Seen, Book("The Sea", stock: 9), Book("The Sea", stock: 9))));

    [Theory]
    [InlineData(1000, ConflictChoice.KeepRight, "right is newer by 1 s.")]
    [InlineData(-1000, ConflictChoice.KeepLeft, "left is newer by 1 s.")]
    public void Newer_FromASecondOn(int milliseconds, ConflictChoice choice, string reason)
    {
        var only = Assert.Single(Of(Seen, Book("A"), Book("B"), TimeSpan.FromMilliseconds(milliseconds)));
        Assert.Equal((choice, reason), (only.Choice, only.Reason));
    }

    [Theory]
    [InlineData(999)]
    [InlineData(-999)]
    public void Newer_WithinASecond_IsNot(int milliseconds) => Assert.Empty(Of(Seen, Book("A"), Book("B"), TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void Newer_CreatedTwice_IsSaidAfterKeepingBoth() =>
        Assert.Equal([ConflictChoice.KeepBoth, ConflictChoice.KeepRight], Of(null, Book("A", "x"), Book("B", "y"), TimeSpan.FromHours(1)).Select(s => s.Choice));

    [Fact]
    public void Newer_OfADisjointUpdate_SaysNothing() => Assert.Empty(Of(Seen, Book("A"), Book("The Sea", "old"), TimeSpan.FromHours(1)));

    [Fact]
    public void KeepBoth_SaysHowMuchDiffers()
    {
        var first = Of(null, Book("A", "x", 1), Book("B", "y", 1))[0];
        Assert.Equal(ConflictChoice.KeepBoth, first.Choice);
        Assert.Equal("The two rows have their key in common but differ in 2 of 3 other columns: they are probably two things that got one key.", first.Reason);
    }

    [Fact]
    public void KeepBoth_HalfOfTheColumns_IsTooFew()
    {
        var left = RowImage.Of(("id", CellValue.FromInteger(1)), ("title", CellValue.FromText("A")), ("stock", CellValue.FromInteger(1)));
        var right = left.With(["title"], RowImage.Of(("title", CellValue.FromText("B"))));
        Assert.Null(new KeepBothRule().Look(Case(ConflictKind.CreateCreate, null, left, right)));
    }

    [Fact]
    public void KeepBoth_RowsOfAKeyAlone_AreOneRow()
    {
        var row = RowImage.Of(("id", CellValue.FromInteger(1)));
        Assert.Null(new KeepBothRule().Look(Case(ConflictKind.CreateCreate, null, row, row)));
    }

    [Fact]
    public void KeepBoth_OfAnUpdate_IsNot() => Assert.Null(new KeepBothRule().Look(Case(ConflictKind.UpdateUpdate, Seen, Book("A", "x", 1), Book("B", "y", 2))));

    [Theory]
    [InlineData(true, 1000, "right changed the row 1 s after left had deleted it: somebody still uses it.")]
    [InlineData(true, 999, "Keep the row that right changed: what left deleted can be deleted again, but not the other way round.")]
    [InlineData(false, -1000, "left changed the row 1 s after right had deleted it: somebody still uses it.")]
    [InlineData(false, 5000, "Keep the row that left changed: what right deleted can be deleted again, but not the other way round.")]
    public void Deleted_KeepsTheChangedRow(bool leftDeleted, int milliseconds, string reason)
    {
        var only = Assert.Single(leftDeleted
            ? Of(Seen, null, Book("A"), TimeSpan.FromMilliseconds(milliseconds))
            : Of(Seen, Book("A"), null, TimeSpan.FromMilliseconds(milliseconds)));
        Assert.Equal((leftDeleted ? ConflictChoice.KeepRight : ConflictChoice.KeepLeft, reason), (only.Choice, only.Reason));
    }

    [Fact]
    public void ForeignKey_ChildStands_SoThatItsParentComesBack()
    {
        var only = Assert.Single(ConflictSuggestions.Of(Case(ConflictKind.ForeignKey, null, null, Book("A"))));
        Assert.Equal((ConflictChoice.KeepRight, "Keep the row of right: the row that it refers to is brought back, and nothing is lost."), (only.Choice, only.Reason));
    }

    [Fact]
    public void ForeignKey_ParentStands_BecauseRowsReferToIt()
    {
        var only = Assert.Single(ConflictSuggestions.Of(Case(ConflictKind.ForeignKey, Seen, Seen, null)));
        Assert.Equal((ConflictChoice.KeepLeft, "Keep the row: left has rows that refer to it, and deleting it would delete them, too."), (only.Choice, only.Reason));
    }

    [Fact]
    public void UniqueKey_NoRuleKnowsBetter() => Assert.Empty(ConflictSuggestions.Of(Case(ConflictKind.UniqueKey, null, null, Book("A"), TimeSpan.FromHours(1))));
}
