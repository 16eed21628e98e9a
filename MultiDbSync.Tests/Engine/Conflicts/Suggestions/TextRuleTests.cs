using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts.Suggestions;
using static MultiDbSync.Tests.Engine.Conflicts.Suggestions.SuggestionBench;

namespace MultiDbSync.Tests.Engine.Conflicts.Suggestions;

/// <summary>Rules that read what both sides wrote.</summary>
public sealed class TextRuleTests
{
    private static readonly RowImage Seen = Book("The Sea");

    [Fact]
    public void BlanksOnly_RightWasCareless_LeftStands()
    {
        var first = Of(Seen, Book("The Ocean"), Book("The  Sea"))[0];
        Assert.Equal((ConflictChoice.KeepLeft, "right only changed blanks in title; left changed what it says."), (first.Choice, first.Reason));
    }

    [Theory]
    [InlineData(999, "")]
    [InlineData(1000, " and is newer by 1 s")]
    public void BlanksOnly_SaysNewerFromASecondOn(int milliseconds, string newer) => Assert.Equal(
        $"left only changed blanks in title; right changed what it says{newer}.", Of(Seen, Book("The  Sea"), Book("The Ocean"), TimeSpan.FromMilliseconds(milliseconds))[0].Reason);

    [Fact]
    public void BlanksOnly_InOneOfTwoColumns_IsNot()
    {
        Assert.DoesNotContain(Of(Seen, Book("The  Sea", "old"), Book("The Ocean", "torn")), s => s.Reason.Contains("blanks", StringComparison.Ordinal));
        Assert.DoesNotContain(Of(Seen, Book("The Ocean", "torn"), Book("The  Sea", "old")), s => s.Reason.Contains("blanks", StringComparison.Ordinal));
    }

    [Fact]
    public void BlanksOnly_OverNothing_IsNot() =>
        Assert.DoesNotContain(Of(Book(null), Book(" "), Book("The Ocean")), s => s.Reason.Contains("only changed blanks", StringComparison.Ordinal));

    [Theory]
    [InlineData("The Ocean", "the  OCEAN", 5, ConflictChoice.KeepRight, "right")]
    [InlineData("The Ocean", "the  OCEAN", -5, ConflictChoice.KeepLeft, "left")]
    public void SameButForBlanks_TheLaterSpelling(string left, string right, int seconds, ConflictChoice choice, string later)
    {
        var first = Of(Seen, Book(left), Book(right), TimeSpan.FromSeconds(seconds))[0];
        Assert.Equal((choice, $"Both say the same in title, but for blanks and capitals; {later} wrote last."), (first.Choice, first.Reason));
    }

    [Fact]
    public void SameButForBlanks_InOneOfTwoColumns_IsNot() =>
        Assert.DoesNotContain(Of(Seen, Book("The Ocean", "old"), Book("the ocean", "torn")), s => s.Reason.Contains("capitals", StringComparison.Ordinal));

    [Fact]
    public void SameButForBlanks_NumbersAreNoText() =>
        Assert.DoesNotContain(Of(Book("The Sea", stock: null), Book("The Sea", stock: 5), Book("The Sea", stock: 7)), s => s.Reason.Contains("capitals", StringComparison.Ordinal));

    [Theory]
    [InlineData("A sea of stories, told again", "sea of stories", ConflictChoice.KeepLeft, "What right wrote in title is all in the text of left, which says more.")]
    [InlineData("sea of stories", "A sea of stories, told again", ConflictChoice.KeepRight, "What left wrote in title is all in the text of right, which says more.")]
    [InlineData("Category", "Category one", ConflictChoice.KeepRight, "What left wrote in title is all in the text of right, which says more.")]
    public void LongerText_HoldsTheOther(string left, string right, ConflictChoice choice, string reason)
    {
        var first = Of(Seen, Book(left), Book(right))[0];
        Assert.Equal((choice, reason), (first.Choice, first.Reason));
    }

    [Theory]
    [InlineData("Catalog", "Catalog one")]
    [InlineData("The Ocean", "THE OCEAN IS WIDE")]
    [InlineData("The Ocean", null)]
    public void LongerText_TooShortOrOtherLetters_IsNot(string left, string? right) =>
        Assert.DoesNotContain(Of(Seen, Book(left), Book(right)), s => s.Reason.Contains("says more", StringComparison.Ordinal));

    [Fact]
    public void LongerText_EachInAnotherColumn_IsNot() => Assert.DoesNotContain(
        Of(Seen, Book("The Ocean is", "bound in red"), Book("The Ocean is wide", "bound in")), s => s.Reason.Contains("says more", StringComparison.Ordinal));

    [Theory]
    [InlineData(null, "The Ocean", ConflictChoice.KeepRight, "right has a value for title where left has none.")]
    [InlineData("The Ocean", null, ConflictChoice.KeepLeft, "left has a value for title where right has none.")]
    public void FilledIn_TheSideWithAValue(string? left, string? right, ConflictChoice choice, string reason)
    {
        var first = Of(Seen, Book(left), Book(right))[0];
        Assert.Equal((choice, reason), (first.Choice, first.Reason));
    }

    [Fact]
    public void FilledIn_EachInAnotherColumn_IsNot() =>
        Assert.DoesNotContain(Of(Seen, Book(null, "torn"), Book("The Ocean", null)), s => s.Reason.Contains("has a value", StringComparison.Ordinal));

    [Fact]
    public void Take_KeepsWhatTheOtherSideAloneChanged()
    {
        foreach (var suggestions in new[]
        {
            Of(Seen, Book("The Ocean", stock: 3), Book("The Ocean in winter")),
            Of(Seen, Book("The Ocean in winter"), Book("The Ocean", stock: 3)),
        })
            Assert.Equal((ConflictChoice.Edit, Book("The Ocean in winter", stock: 3)), (suggestions[0].Choice, suggestions[0].Edited));
    }

    [Fact]
    public void Of_TheSameWayOutTwice_IsSaidOnceByTheBestRule()
    {
        var suggestions = Of(Seen, Book("The Ocean"), Book("The Ocean in winter"), TimeSpan.FromHours(1));
        Assert.Equal((ConflictChoice.KeepRight, "What left wrote in title is all in the text of right, which says more."), (suggestions[0].Choice, suggestions[0].Reason));
        Assert.Single(suggestions);
    }

    [Fact]
    public void Of_NothingToSay_IsEmpty() => Assert.Empty(Of(Seen, Book("A"), Book("B")));

    [Theory]
    [InlineData("title")]
    [InlineData("title and note", "title", "note")]
    [InlineData("title, note and stock", "title", "note", "stock")]
    public void Names_AreListedInWords(string expected, params string[] columns) => Assert.Equal(expected, Sides.Names(columns.Length == 0 ? [expected] : columns));

    [Theory]
    [InlineData(0.0124, "12 ms")]
    [InlineData(0.4, "400 ms")]
    [InlineData(1, "1 s")]
    [InlineData(1.4, "1 s")]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(3599, "60 min")]
    [InlineData(3600, "1 h")]
    [InlineData(172_799, "48 h")]
    [InlineData(172_800, "2 days")]
    [InlineData(200_000, "2 days")]
    public void Words_OfATime_HaveTheLargestUnit(double seconds, string expected) => Assert.Equal(expected, Sides.Words(TimeSpan.FromSeconds(seconds)));
}
