using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.DeadLetters;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Features.DeadLetters;

namespace MultiDbSync.Tests.Web.DeadLetters;

public sealed class DeadLettersPageTests : ConsoleContext
{
    private static readonly DeadLetterSummary Letter = new(4, "library", "primary", "books", "book_id=1", "Column 'price' can't hold <b>it</b>.", Sample.Now.AddHours(-1), Sample.Now, 12);

    public DeadLettersPageTests()
    {
        Services.AddSingleton(Api.Feed);
        Services.AddScoped(_ => Api.Live());
        Services.AddScoped(_ => new DeadLettersClient(Api.Client));
    }

    [Fact]
    public void Refused_OfFilter_AreListedAndTriedAgainByAdministrators()
    {
        SignInAs(Roles.Admin);
        Api.On(HttpMethod.Get, "/api/dead-letters", new Page<DeadLetterSummary>([Letter], 1, 1, 25));
        Api.On(HttpMethod.Post, "/api/dead-letters/4/replay", Letter);
        Api.On(HttpMethod.Post, "/api/dead-letters/replay", new ReplayDeadLettersResponse(1, ["library"]));
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/dead-letters?database=primary");

        var page = Render<DeadLettersPage>();
        Assert.Contains("database=primary", Assert.Single(Api.Requests).RequestUri!.Query, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>it</b>", page.Markup, StringComparison.Ordinal);
        page.Find("[data-testid=replay]").Click();
        Assert.Contains("book_id=1", page.Find("[data-testid=replayed]").TextContent, StringComparison.Ordinal);
        page.Find("[data-testid=replay-all]").Click();
        Assert.Contains("1 row is being tried again", page.Find("[data-testid=replayed]").TextContent, StringComparison.Ordinal);

        page.Find("[data-testid=csv]").Click();
        var file = (string)JSInterop.VerifyInvoke("mdsDownload").Arguments[2]!;
        Assert.StartsWith("sync set,database,table,key,error", file, StringComparison.Ordinal);
        Assert.Contains("library,primary,books,book_id=1", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dead-letters", "No database refuses a row")]
    [InlineData("/dead-letters?table=loans", "Nothing matches these filters")]
    public void Nothing_SaysWhatToDoNext(string address, string title)
    {
        SignInAs(Roles.Viewer);
        Api.On(HttpMethod.Get, "/api/dead-letters", new Page<DeadLetterSummary>([], 0, 1, 25));
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(address);

        var page = Render<DeadLettersPage>();
        Assert.Equal(title, page.Find("[data-testid=empty] h2").TextContent);
        Assert.Empty(page.FindAll("[data-testid=replay-all]"));
    }
}
