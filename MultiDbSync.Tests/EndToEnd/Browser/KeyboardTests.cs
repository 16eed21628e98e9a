using Microsoft.Playwright;

namespace MultiDbSync.Tests.EndToEnd.Browser;

/// <summary>A person without a mouse.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class KeyboardTests(ClusterFixture fixture)
{
    [Theory]
    [InlineData(ConsoleSession.Wide, ColorScheme.Light, 118)]
    [InlineData(ConsoleSession.Narrow, ColorScheme.Dark, 119)]
    public async Task Conflict_IsFoundAndSettled_ByKeyboardAlone(int width, ColorScheme scheme, int book)
    {
        Assert.SkipWhen(fixture.Chromium.MissingReason is not null, fixture.Chromium.MissingReason ?? "");
        await fixture.SettleAsync();
        var id = await TestConflict.MakeAsync(fixture, book);
        await using var console = await fixture.SignInAsync(width, scheme);
        var keyboard = console.Page.Keyboard;

        await keyboard.PressAsync("g");
        await keyboard.PressAsync("c");
        await ConsoleSession.Expect(console.Page.Locator("main h1")).ToBeFocusedAsync();
        await ConsoleSession.Expect(console.Find("conflict-row").First).ToBeVisibleAsync();
        await keyboard.PressAsync("/");
        await ConsoleSession.Expect(console.Find("filter-search")).ToBeFocusedAsync();
        await keyboard.TypeAsync($"{book}");
        await keyboard.PressAsync("Enter");
        await ConsoleSession.Expect(console.Find("conflict-row")).ToHaveCountAsync(1);
        await console.TabToAsync("conflict-row");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(console.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/conflicts/{id}(\\?|$)"));
        await ConsoleSession.Expect(console.Find("conflict-cells")).ToBeVisibleAsync();

        await console.TabToAsync("conflict-comment");
        await keyboard.TypeAsync("Settled without a mouse");
        await console.TabToAsync("keep-left");
        await keyboard.PressAsync("Enter");
        await ConsoleSession.Expect(console.Find("conflict-status")).ToContainTextAsync("Resolved");
        await console.AssertWellAsync();
        Assert.Empty(console.Errors);
        await fixture.SettleAsync();
    }

    [Fact]
    public async Task Query_IsWrittenAndRun_ByKeyboardAlone()
    {
        Assert.SkipWhen(fixture.Chromium.MissingReason is not null, fixture.Chromium.MissingReason ?? "");
        await using var console = await fixture.SignInAsync();
        var keyboard = console.Page.Keyboard;

        await keyboard.PressAsync("g");
        await keyboard.PressAsync("q");
        await ConsoleSession.Expect(console.Find("sql-editor")).ToHaveAttributeAsync("data-ready", "monaco");
        await console.TabToAsync("query-databases");

        // One database is chosen already; a second one is asked as well.
        await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Space");
        await console.TabToAsync("sql-editor");
        await keyboard.PressAsync("Control+A");
        await keyboard.InsertTextAsync("SELECT count(*) AS n FROM books");
        await keyboard.PressAsync("Control+Enter");
        await ConsoleSession.Expect(console.Find("comparison-sentence")).ToContainTextAsync("Equal: all 2 databases");
        Assert.Empty(console.Errors);
    }
}
