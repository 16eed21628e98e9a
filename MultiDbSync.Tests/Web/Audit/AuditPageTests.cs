using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Features.Audit;

namespace MultiDbSync.Tests.Web.Audit;

public sealed class AuditPageTests : ConsoleContext
{
    public AuditPageTests()
    {
        Services.AddSingleton(new AuditClient(Api.Client));
        SignInAs(Roles.Admin);
    }

    [Fact]
    public void Entries_AreShown_WithWhatChanged()
    {
        Answer(new AuditRecord(
            7, Api.Clock.GetUtcNow(), "ann@example.org", "10.1.2.3", "database.switch", "database primary", """{"enabled":true}""", """{"enabled":false}""", AuditOutcome.Done, "abc", "h"));
        var page = Render<AuditPage>();
        page.WaitForElement("[data-testid=audit-row]");
        Assert.Contains("Database switched off or on", page.Markup, StringComparison.Ordinal);
        Assert.Equal("true", page.Find("del").TextContent);
        Assert.Equal("1 entry", page.Find("[data-testid=audit-count]").TextContent);
    }

    [Fact]
    public void NoEntry_OffersAWayOut()
    {
        Answer();
        var page = Render<AuditPage>();
        page.WaitForElement("[data-testid=empty] a");
        Assert.Equal("/admin/audit", page.Find("[data-testid=empty] a").GetAttribute("href"));
    }

    [Theory]
    [InlineData(true, "The log is as it was written")]
    [InlineData(false, "Entry 3 is missing.")]
    public void Verification_TellsItsResult(bool intact, string told)
    {
        Answer();
        Api.On(HttpMethod.Post, "/api/audit/verify", new AuditVerification(intact, 12, new string('a', 64), Api.Clock.GetUtcNow(), intact ? null : 3, intact ? null : "Entry 3 is missing."));
        var page = Render<AuditPage>();
        page.Find("[data-testid=audit-verify]").Click();
        page.WaitForElement("[data-testid=audit-verified]");
        Assert.Contains(told, page.Find("[data-testid=audit-verified]").TextContent, StringComparison.Ordinal);
    }

    private void Answer(params AuditRecord[] entries) => Api.On(HttpMethod.Get, "/api/audit", new Page<AuditRecord>(entries, entries.Length, 1, 50));
}
