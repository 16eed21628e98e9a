using Microsoft.Playwright;
using MultiDbSync.Tests.EndToEnd.Databases;

namespace MultiDbSync.Tests.EndToEnd.Browser;

/// <summary>A person asks several databases at once, by keyboard, in the real editor under the real policy.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class QueryPageTests(ClusterFixture fixture)
{
    [Theory]
    [InlineData(ConsoleSession.Wide)]
    [InlineData(ConsoleSession.Narrow)]
    public async Task Query_ByKeyboard_ComparesExplainsAndRemembers(int width)
    {
        Assert.SkipWhen(fixture.Chromium.MissingReason is not null, fixture.Chromium.MissingReason ?? "");
        await fixture.SettleAsync();
        await using var console = await fixture.SignInAsync(width);
        await console.OpenAsync($"/query?databases={SampleDatabases.Primary},{fixture.Databases.MySql}");
        await ConsoleSession.Expect(console.Find("sql-editor")).ToHaveAttributeAsync("data-ready", "monaco");
        await ConsoleSession.Expect(console.Find("read-only-lock")).ToBeVisibleAsync();

        await TypeAsync("SELECT b. FROM books b");
        foreach (var _ in " FROM books b") await console.Page.Keyboard.PressAsync("ArrowLeft");
        await console.Page.Keyboard.PressAsync("Control+Space");
        await ConsoleSession.Expect(console.Page.Locator(".suggest-widget").GetByText("title").First).ToBeVisibleAsync();
        await console.Page.Keyboard.PressAsync("Escape");
        await console.Page.Keyboard.PressAsync("Escape");
        Assert.Equal("run-query", await console.Page.EvaluateAsync<string>("document.activeElement.id"));

        await TypeAsync("SELECT id, title\nFORM books");
        await console.Page.Keyboard.PressAsync("Control+Enter");
        await ConsoleSession.Expect(console.Find("query-error-place").First).ToContainTextAsync("Line 2, column 6");
        await ConsoleSession.Expect(console.Page.Locator(".squiggly-error").First).ToBeAttachedAsync();

        await TypeAsync("SELECT id, title FROM books ORDER BY id");
        await console.Page.Keyboard.PressAsync("Control+Enter");
        await ConsoleSession.Expect(console.Find("comparison-sentence")).ToContainTextAsync("Equal: all 2 databases");
        Assert.DoesNotContain("SELECT", console.Page.Url, StringComparison.OrdinalIgnoreCase);
        Assert.True(await SidewaysAsync() <= 0);

        await TypeAsync("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c");
        await console.Page.Keyboard.PressAsync("Control+Enter");
        await console.Find("cancel-query").ClickAsync();
        await ConsoleSession.Expect(console.Find($"answer-{SampleDatabases.Primary}")).ToContainTextAsync("Cancelled");

        await TypeAsync("SELECT id, title FROM books ORDER BY id");
        await console.Page.Keyboard.PressAsync("Control+Enter");
        await ConsoleSession.Expect(console.Find("comparison-sentence")).ToContainTextAsync("Equal: all 2 databases");
        await console.Find("explain-query").PressAsync("Enter");
        await ConsoleSession.Expect(console.Find("plan-step").First).ToBeVisibleAsync();
        Assert.True(await SidewaysAsync() <= 0);

        // A reload keeps the statement; the history runs it again.
        await console.OpenAsync($"/query?databases={SampleDatabases.Primary}");
        await ConsoleSession.Expect(console.Find("sql")).ToHaveValueAsync("SELECT id, title FROM books ORDER BY id");
        await console.Find("panel-history").PressAsync("Enter");
        await console.Find("history-entry").First.Locator(".entry").PressAsync("Enter");
        await ConsoleSession.Expect(console.Find("comparison-sentence")).ToContainTextAsync("Equal: all 2 databases");
        Assert.Empty(console.Errors);

        async Task TypeAsync(string text)
        {
            await console.Page.Locator(".monaco-editor textarea").First.FocusAsync();
            await console.Page.Keyboard.PressAsync("Control+A");
            await console.Page.Keyboard.InsertTextAsync(text);
        }

        Task<int> SidewaysAsync() => console.Page.EvaluateAsync<int>("document.scrollingElement.scrollWidth - window.innerWidth");
    }

    [Fact]
    public async Task WithoutMonaco_TheTextareaDoes()
    {
        Assert.SkipWhen(fixture.Chromium.MissingReason is not null, fixture.Chromium.MissingReason ?? "");
        await using var console = await fixture.SignInAsync();
        await console.Page.RouteAsync("**/monaco-editor/**", route => route.AbortAsync());
        await console.OpenAsync($"/query?databases={SampleDatabases.Primary}");
        await console.Find("sql").FillAsync("SELECT count(*) AS n FROM books");
        await console.Find("sql").PressAsync("Control+Enter");
        await ConsoleSession.Expect(console.Find("query-result")).ToContainTextAsync("1 row");
        await ConsoleSession.Expect(console.Find("sql-editor")).ToHaveAttributeAsync("data-ready", "plain");
        await console.Find("sql").PressAsync("Escape");
        Assert.Equal("run-query", await console.Page.EvaluateAsync<string>("document.activeElement.id"));
    }
}
