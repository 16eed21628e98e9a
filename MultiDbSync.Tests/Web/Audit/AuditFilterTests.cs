using MultiDbSync.Web.Features.Audit;

namespace MultiDbSync.Tests.Web.Audit;

public sealed class AuditFilterTests
{
    [Fact]
    public void Addresses_OfNothing_AreBare()
    {
        Assert.Equal("/admin/audit", new AuditFilter().AddressOfPage());
        Assert.Equal("api/audit", new AuditFilter().AddressOf("api/audit"));
    }

    [Fact]
    public void Addresses_EscapeTexts_AndTheLastDayCountsInFull()
    {
        var filter = new AuditFilter("a&b", "user", null, "Refused", "2026-11-01", "2026-11-30", 3);
        Assert.Equal("/admin/audit?actor=a%26b&action=user&outcome=Refused&from=2026-11-01&until=2026-11-30&page=3", filter.AddressOfPage());
        Assert.Equal("api/audit?actor=a%26b&action=user&outcome=Refused&from=2026-11-01T00%3A00%3A00Z&until=2026-12-01T00%3A00%3A00Z&page=3", filter.AddressOf("api/audit"));
    }

    [Fact]
    public void Address_OfADayThatIsNone_LeavesItOut() => Assert.Equal("api/audit", new AuditFilter(From: "yesterday").AddressOf("api/audit"));
}
