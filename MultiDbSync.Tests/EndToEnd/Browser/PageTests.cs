using Microsoft.Playwright;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Tests.EndToEnd.Browser;

/// <summary>Every page fits its window, says what it is, and makes the browser complain of nothing.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class PageTests(ClusterFixture fixture)
{
    private static readonly string[] AccountPages = ["/login", "/register", "/setup", "/denied"];

    private static readonly string[] Pages =
    [
        "/", "/dashboard", "/conflicts", "/conflicts?status=All", "/alerts", "/mail", "/query", "/databases", "/databases/add", "/sync-sets", "/sync-sets/new",
        "/sync-sets/library", "/sync-sets/library/join", "/runs", "/dead-letters", "/profile", "/profile/password", "/admin/users", "/admin/keys", "/admin/audit", "/no/such/page",
    ];

    [Theory]
    [InlineData(ConsoleSession.Wide, ColorScheme.Light)]
    [InlineData(ConsoleSession.Wide, ColorScheme.Dark)]
    [InlineData(ConsoleSession.Narrow, ColorScheme.Light)]
    [InlineData(ConsoleSession.Narrow, ColorScheme.Dark)]
    public async Task Console_FitsItsWindow_AndIsAccessible(int width, ColorScheme scheme)
    {
        Assert.SkipWhen(fixture.Chromium.MissingReason is not null, fixture.Chromium.MissingReason ?? "");
        using var guest = await fixture.ViewerAsync();
        await using var console = await fixture.SignInAsync(width, scheme);
        var found = new List<string>();

        foreach (var path in Pages.Append($"/conflicts/{await AnyConflictAsync()}"))
        {
            await AssertFitsAsync(console, path);
            await Screenshots.TakeAsync(console, path, width, scheme);
            found.AddRange((await console.CheckAccessibilityAsync()).Select(violation => $"{path}: {violation}"));
        }

        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
        AssertNoErrors(console);
    }

    [Theory]
    [InlineData(ConsoleSession.Wide)]
    [InlineData(ConsoleSession.Narrow)]
    public async Task AccountPages_FitTheirWindow(int width)
    {
        Assert.SkipWhen(fixture.Chromium.MissingReason is not null, fixture.Chromium.MissingReason ?? "");
        await fixture.Administrator;
        await using var visitor = await fixture.Chromium.OpenAsync(fixture.Cluster.Description.Web, width);

        foreach (var path in AccountPages)
            await AssertFitsAsync(visitor, path);
        AssertNoErrors(visitor);
    }

    [Fact]
    public async Task Viewer_SeesConflictsWithoutButtons_AndNoPageOfAdministrators()
    {
        Assert.SkipWhen(fixture.Chromium.MissingReason is not null, fixture.Chromium.MissingReason ?? "");
        using var viewer = await fixture.ViewerAsync();
        await using var console = await fixture.Chromium.OpenAsync(fixture.Cluster.Description.Web);
        await console.SignInAsync(viewer.Session!.Email, FirstAdministrator.Password);
        await ConsoleSession.Expect(console.Find("sync-now")).ToHaveCountAsync(0);

        await AssertFitsAsync(console, $"/conflicts/{await AnyConflictAsync()}");
        await ConsoleSession.Expect(console.Find("conflict-cells")).ToBeVisibleAsync();
        await ConsoleSession.Expect(console.Find("keep-left")).ToHaveCountAsync(0);
        await AssertFitsAsync(console, "/admin/users");

        await ConsoleSession.Expect(console.Page.Locator("main h1")).ToHaveTextAsync("Your role doesn't allow this");
        await ConsoleSession.Expect(console.Find("users")).ToHaveCountAsync(0);
        Assert.Empty(console.Errors);
    }

    /// <summary>That an address which does not exist is answered with 404 is the browser's to report, and right.</summary>
    private static void AssertNoErrors(ConsoleSession session) =>
        Assert.DoesNotContain(session.Errors, error => !error.Contains("/no/such/page", StringComparison.Ordinal));

    private static async Task AssertFitsAsync(ConsoleSession session, string path)
    {
        await session.OpenAsync(path);
        await session.AssertFitsAsync();
        Assert.NotEmpty((await session.Page.Locator("main h1").InnerTextAsync()).Trim());
    }

    private async Task<long> AnyConflictAsync()
    {
        using var caller = fixture.Operator();
        return (await caller.GetAsync<Page<ConflictSummary>>("/api/get-conflicts?pageSize=1")).Items is [var one, ..] ? one.Id : await TestConflict.MakeAsync(fixture, 120);
    }
}
