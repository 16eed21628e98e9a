using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Features.Runs;

namespace MultiDbSync.Tests.Web.Runs;

public sealed class RunFilterTests
{
    [Fact]
    public void Address_HoldsTheFilter_TheQueryHoldsTimes()
    {
        var filter = new RunFilter(SyncSet: "library", Kind: "Manual", Since: "24h", Page: 3);
        Assert.Equal("/runs?syncSet=library&kind=Manual&since=24h&page=3", filter.ToAddress());
        Assert.Equal("?syncSet=library&kind=Manual&from=2026-11-22T09%3A00%3A00.000Z&page=3&pageSize=25", filter.ToQuery(3, 25, Sample.Now));
    }

    [Fact]
    public void Span_OfALink_GoesToTheApiAsItIs()
    {
        var filter = new RunFilter(From: Sample.Now, To: Sample.Now.AddMinutes(5));
        Assert.False(filter.IsEmpty);
        Assert.Equal("/runs?from=2026-11-23T09%3A00%3A00.000Z&to=2026-11-23T09%3A05%3A00.000Z", filter.ToAddress());
        Assert.Equal("?from=2026-11-23T09%3A00%3A00.000Z&to=2026-11-23T09%3A05%3A00.000Z&page=1&pageSize=25", filter.ToQuery(1, 25, Sample.Now));
    }
}
