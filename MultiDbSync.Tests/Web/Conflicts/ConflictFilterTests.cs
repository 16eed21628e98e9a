using MultiDbSync.Web.Features.Conflicts;

namespace MultiDbSync.Tests.Web.Conflicts;

public sealed class ConflictFilterTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void ToQuery_NoStatus_AsksForOpenOnes() => Assert.Contains("status=Open", new ConflictFilter().ToQuery(Now), StringComparison.Ordinal);

    [Fact]
    public void ToQuery_All_AsksForAnyStatus() => Assert.DoesNotContain("status", new ConflictFilter("All").ToQuery(Now), StringComparison.Ordinal);

    [Fact]
    public void Address_OfAFilter_ReadsBackTheSame()
    {
        var filter = new ConflictFilter("Resolved", "library", "books", "UniqueKey", "primary", "a&b=c", "me", 3, "over-7d", Now, Now.AddHours(1));

        Assert.Equal(filter, ConflictFilter.FromQuery(new Uri("http://x" + filter.ToAddress()).Query));
    }

    [Theory]
    [InlineData("24h", "2026-02-28T12:00:00.000Z", null)]
    [InlineData("over-7d", null, "2026-02-22T12:00:00.000Z")]
    [InlineData("no such age", null, null)]
    public void ToQuery_Age_CountsFromNow(string age, string? from, string? before)
    {
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new ConflictFilter(Age: age).ToQuery(Now));

        Assert.Equal((from, before), ((string?)query.GetValueOrDefault("detectedFrom"), (string?)query.GetValueOrDefault("detectedBefore")));
    }

    [Fact]
    public void ToSelection_Age_IsWhatTheListShows()
    {
        var selection = new ConflictFilter(Kind: "UniqueKey", Age: "over-1d").ToSelection(Now);

        Assert.Equal((null, Now.AddDays(-1), "UniqueKey"), (selection.DetectedFrom, selection.DetectedBefore, selection.Kind));
    }
}
