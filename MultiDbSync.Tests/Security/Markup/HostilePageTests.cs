using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Tests.Api;
using MultiDbSync.Web.Features.Query;

namespace MultiDbSync.Tests.Security.Markup;

/// <summary>Whatever stands in databases, accounts and errors, each page shows it as text.</summary>
public sealed class HostilePageTests(ApiFactory api) : ConsolePages, IClassFixture<ApiFactory>
{
    private const string Breakout = "\"'></td></select></textarea></title><img src=x onerror=alert(1)><script>alert(1)</script><svg onload=alert(1)>";
    private const string Address = "javascript:alert(1)//";

    public static TheoryData<string, string> PagesAndTexts => [.. from page in Pages from text in new[] { Breakout, Address, "//evil.example/" } select (page.Data, text)];

    [Theory]
    [MemberData(nameof(PagesAndTexts))]
    public void Page_OfHostileData_ShowsItAsText(string page, string text)
    {
        Api.Otherwise = Answers(text, page.EndsWith(".HomePage", StringComparison.Ordinal)).Answer;
        var shown = Open(page, text);
        shown.WaitForAssertion(() => Assert.Contains(text, Text(shown), StringComparison.Ordinal));
        Harmless.Assert(shown.FindAll("*"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_OfAHostileError_ShowsItAsText(string page)
    {
        Api.Otherwise = Answers(Breakout).Refuse;
        var shown = Open(page, Breakout);
        Harmless.Assert(shown.FindAll("*"));
    }

    [Theory]
    [InlineData("[data-testid=run-query]")]
    [InlineData("[data-testid=explain-query]")]
    public void Query_OfHostileColumnsValuesAndPlans_ShowsThemAsText(string button)
    {
        Api.Otherwise = Answers(Breakout).Answer;
        var shown = OpenQuery();
        shown.Find(button).Click();
        shown.WaitForAssertion(() => Assert.NotEmpty(shown.FindAll($"[data-testid{(button.Contains("run", StringComparison.Ordinal) ? "^=answer-" : "=plan-step")}]")));
        Assert.Contains(Breakout, Text(shown), StringComparison.Ordinal);
        Harmless.Assert(shown.FindAll("*"));
    }

    [Fact]
    public void Query_RefusedWithAHostileError_ShowsItAsText()
    {
        var answers = Answers(Breakout);
        Api.Otherwise = request => request.Method == HttpMethod.Post ? answers.Refuse(request) : answers.Answer(request);
        var shown = OpenQuery();
        shown.Find("[data-testid=run-query]").Click();
        shown.WaitForAssertion(() => Assert.Contains(Breakout, shown.Find("[data-testid^=query-error]").TextContent, StringComparison.Ordinal));
        Harmless.Assert(shown.FindAll("*"));
    }

    [Theory]
    [InlineData(Breakout)]
    [InlineData("<a href=\"java\tscript:alert(1)\">x</a>")]
    [InlineData("<a href=\"//evil.example/\">x</a>")]
    [InlineData("<p onclick=alert(1)>x</p>")]
    public void Check_OfMarkupThatCameThrough_Fails(string text)
    {
        var shown = Render(builder => builder.AddMarkupContent(0, text));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Harmless.Assert(shown.FindAll("*")));
    }

    private static string Text(IRenderedComponent<IComponent> shown) => string.Concat(shown.Nodes.Select(n => n.TextContent)) + string.Concat(shown.FindAll("input, textarea, option").Select(i => i.GetAttribute("value")));

    private IRenderedComponent<IComponent> OpenQuery()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/query?databases=" + Uri.EscapeDataString(Breakout));
        var shown = Open(typeof(QueryPage).FullName!, Breakout);
        shown.WaitForElement("#sql");
        shown.Find("#sql").Input("SELECT 1");
        return shown;
    }

    // A list of databases with equal names is drawn by no browser.
    private HostileAnswers Answers(string text, bool numbered = false) => new(api.Services.GetRequiredService<EndpointDataSource>(), text, numbered);
}
