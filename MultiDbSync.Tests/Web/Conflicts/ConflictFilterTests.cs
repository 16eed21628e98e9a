using MultiDbSync.Web.Features.Conflicts;

namespace MultiDbSync.Tests.Web.Conflicts;

public sealed class ConflictFilterTests
{
    [Fact]
    public void ToQuery_NoStatus_AsksForOpenOnes() => Assert.Contains("status=Open", new ConflictFilter().ToQuery(), StringComparison.Ordinal);

    [Fact]
    public void ToQuery_All_AsksForAnyStatus() => Assert.DoesNotContain("status", new ConflictFilter("All").ToQuery(), StringComparison.Ordinal);

    [Fact]
    public void Address_OfAFilter_ReadsBackTheSame()
    {
        var filter = new ConflictFilter("Resolved", "library", "books", "UniqueKey", "primary", "a&b=c", "me", 3);

        Assert.Equal(filter, ConflictFilter.FromQuery(new Uri("http://x" + filter.ToAddress()).Query));
    }
}
