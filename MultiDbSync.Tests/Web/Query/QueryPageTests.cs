using System.Net;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Features.Databases;
using MultiDbSync.Web.Features.Query;

namespace MultiDbSync.Tests.Web.Query;

/// <summary>The page with a textarea alone, as it is where Monaco can't be loaded.</summary>
public sealed class QueryPageTests : ConsoleContext
{
    public QueryPageTests()
    {
        SignInAs(Roles.Operator);
        Services.AddSingleton(new QueryClient(Api.Client));
        Services.AddSingleton(new QueryLibraryClient(Api.Client));
        Services.AddSingleton(new DatabasesClient(Api.Client));
        Api.On(HttpMethod.Get, "/api/databases", new[] { Sample.Database(), Sample.Database() with { Name = "second" } });
        foreach (var name in new[] { "primary", "second" })
        {
            Api.On(HttpMethod.Get, $"/api/databases/{name}/tables", new[] { new DatabaseTable("books", "library", [new("id", "INTEGER", true, false)]) });
            Api.On(HttpMethod.Get, $"/api/query-language/{name}", new QueryLanguage(name, ["SELECT"], [], '"', false));
        }
    }

    [Fact]
    public void Run_OnTwoDatabases_ShowsEachAnswerAndWhatDiffers()
    {
        Api.On(HttpMethod.Post, "/api/run-query", new QueryResponse("any", [new("id", "INTEGER")], [["1"]], true, 5));
        var page = Open("/query?databases=primary,second");
        page.Find("#sql").Input("SELECT id FROM books");
        page.Find("[data-testid=run-query]").Click();
        page.WaitForAssertion(() => Assert.Contains("Equal: all 2 databases", page.Find("[data-testid=comparison-sentence]").TextContent, StringComparison.Ordinal));
        foreach (var name in new[] { "primary", "second" })
        {
            var answer = page.Find($"[data-testid=answer-{name}]").TextContent;
            Assert.Contains("1 row", answer, StringComparison.Ordinal);
            Assert.Contains("cut off", answer, StringComparison.Ordinal);
        }

        Assert.Equal(2, Api.Requests.Count(r => r.RequestUri!.AbsolutePath == "/api/run-query"));
    }

    [Fact]
    public void Refused_SaysWhereInWords()
    {
        Api.On(HttpMethod.Post, "/api/run-query", new { type = "urn:multidbsync:problem:query-refused", detail = "near \"FORM\"", offset = 9, line = 1, column = 10 }, HttpStatusCode.UnprocessableEntity);
        var page = Open("/query?databases=primary");
        page.Find("#sql").Input("SELECT * FORM books");
        page.Find("[data-testid=run-query]").Click();
        page.WaitForAssertion(() => Assert.Contains("Line 1, column 10", page.Find("[data-testid=query-error-place]").TextContent, StringComparison.Ordinal));
        Assert.Equal("true", page.Find("#sql").GetAttribute("aria-invalid"));
        Assert.Single(page.FindAll("[data-testid=read-only-lock]"));
    }

    [Fact]
    public void Explain_DrawsStepsAndAdvice()
    {
        Api.On(HttpMethod.Post, "/api/explain-query", new ExplainQueryResponse(
            "primary", [new(0, "Sorts", "Sort", null, null, null, 9, 1, true), new(1, "Reads the whole table", "Seq Scan", "books", null, "x = 1", 9, 1, true)],
            [new(QueryAdviceKind.FullScan, "books", "Read whole.", "CREATE INDEX i ON books (x);")], "raw", 1));
        var page = Open("/query?databases=primary");
        page.Find("#sql").Input("SELECT 1");
        page.Find("[data-testid=explain-query]").Click();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=plan-step]").Count));
        Assert.Contains("Level 2", page.FindAll("[data-testid=plan-step]")[1].TextContent, StringComparison.Ordinal);
        Assert.Equal("CREATE INDEX i ON books (x);", page.Find("[data-testid=advice-statement]").TextContent);
    }

    [Fact]
    public void History_ByAClick_RunsAgain()
    {
        Api.On(HttpMethod.Get, "/api/query-history", new Page<QueryRun>([new(4, "SELECT 7", ["second"], Sample.Now, QueryOutcome.Ran, 1, 2)], 1, 1, 200));
        Api.On(HttpMethod.Post, "/api/run-query", new QueryResponse("second", [new("7", "")], [["7"]], false, 5));
        var page = Open("/query");
        page.Find("[data-testid=panel-history]").Click();
        page.WaitForElement("[data-testid=history-entry] .entry").Click();
        page.WaitForAssertion(() => Assert.NotNull(page.Find("[data-testid=answer-second]")));
        Assert.Equal("SELECT 7", page.Find("#sql").GetAttribute("value"));
        Assert.EndsWith("/query?databases=second", Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri, StringComparison.Ordinal);
    }

    private IRenderedComponent<QueryPage> Open(string address)
    {
        Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo(address);
        var page = Render<QueryPage>();
        page.WaitForElement("#sql");
        return page;
    }
}
