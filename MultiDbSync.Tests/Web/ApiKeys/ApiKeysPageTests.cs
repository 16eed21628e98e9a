using System.Net;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Features.ApiKeys;

namespace MultiDbSync.Tests.Web.ApiKeys;

public sealed class ApiKeysPageTests : ConsoleContext
{
    private static readonly ApiKeySummary Known =
        new(7, "backup", "mds_abcdef", [ApiKeyScopes.Read, ApiKeyScopes.Operate], "ada@example.org", Sample.Now.AddDays(-100), Sample.Now.AddDays(-10), null);

    public ApiKeysPageTests()
    {
        SignInAs(Roles.Admin);
        Services.AddSingleton(new ApiKeysClient(Api.Client));
        Api.On(HttpMethod.Get, "/api/keys", new[] { Known });
    }

    [Fact]
    public void List_ShowsWhatAKeyMayDo_AndThatItIsOver()
    {
        var row = Render<ApiKeysPage>().WaitForElement("[data-testid=key-row]");
        Assert.Contains("mds_abcdef…", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("read, operate", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Expired", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void NewKey_IsShown_AndAsksForTheLeastByItself()
    {
        Api.On(HttpMethod.Post, "/api/keys", new CreatedApiKey("mds_the-key-itself", Known with { Id = 8, Name = "metrics" }), HttpStatusCode.Created);
        var page = Render<ApiKeysPage>();
        Assert.True(page.Find("[data-testid=key-read]").HasAttribute("checked"));
        Assert.True(page.Find("[data-testid=key-submit]").HasAttribute("disabled"));
        page.Find("[data-testid=key-name]").Input("metrics");
        page.Find("[data-testid=key-form]").Submit();
        Assert.Equal("mds_the-key-itself", page.WaitForElement("[data-testid=key-text]").TextContent);
    }

    [Fact]
    public void Refusal_IsShown()
    {
        Api.On(HttpMethod.Post, "/api/keys", new { title = "There is a key 'backup' already." }, HttpStatusCode.Conflict);
        var page = Render<ApiKeysPage>();
        page.Find("[data-testid=key-name]").Input("backup");
        page.Find("[data-testid=key-form]").Submit();
        Assert.Contains("already", page.WaitForElement("[data-testid=action-error]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=key-text]"));
    }

    [Fact]
    public void Revoke_AsksFirst_ThenRevokesThatKey()
    {
        Api.On(HttpMethod.Delete, "/api/keys/7", new { }, HttpStatusCode.OK);
        var page = Render<ApiKeysPage>();
        page.WaitForElement("[data-testid=key-revoke]").Click();
        Assert.DoesNotContain(Api.Requests, r => r.Method == HttpMethod.Delete);
        page.Find("[data-testid=key-revoke-confirm]").Click();
        page.WaitForAssertion(() => Assert.Single(Api.Requests, r => r.Method == HttpMethod.Delete));
    }
}
