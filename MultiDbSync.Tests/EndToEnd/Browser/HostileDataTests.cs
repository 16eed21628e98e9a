using System.Collections.Concurrent;
using System.Net;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.EndToEnd.Databases;

namespace MultiDbSync.Tests.EndToEnd.Browser;

/// <summary>A real browser shows what somebody put into databases to attack it: nothing of it runs, and the page's policy has nothing to stop.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class HostileDataTests(ClusterFixture fixture)
{
    // Short enough for every name.
    private const string Hostile = "\"'><img src=x onerror=window.__xss=1>";
    private const string Longer = Hostile + "<script>window.__xss=1</script><svg onload=window.__xss=1></svg><a href=\"javascript:window.__xss=1\">x</a>";
    private const string Table = "bad<img src=x onerror=window.__xss=1>";

    private static readonly string[] Pages =
    [
        "/", "/dashboard", "/conflicts?status=All", "/alerts", "/mail", "/databases", "/databases/add", "/sync-sets", "/sync-sets/new", "/sync-sets/library", "/sync-sets/library/join", "/runs", "/dead-letters",
        "/profile", "/admin/users", "/admin/keys", "/admin/audit", "/no/such/" + "%3Cimg%20src=x%20onerror=window.__xss=1%3E",
    ];

    [Fact]
    public async Task Console_OfHostileData_RunsNothingOfIt()
    {
        Assert.SkipWhen(fixture.Chromium.MissingReason is not null, fixture.Chromium.MissingReason ?? "");
        await fixture.SettleAsync();
        using var admin = await fixture.AdminAsync();
        var sql = $"SELECT title AS \"{Table}\", '{Longer.Replace("'", "''", StringComparison.Ordinal)}' AS \"<svg onload=window.__xss=1>\" FROM books";
        fixture.Databases.Execute(SampleDatabases.Primary, $"CREATE TABLE \"{Table}\" (id INTEGER PRIMARY KEY NOT NULL, \"<svg onload=window.__xss=1>\" TEXT)");
        try
        {
            var conflict = await TestConflict.MakeAsync(fixture, 117, Longer);
            await admin.SendAsync("POST", $"/api/conflicts/{conflict}/comments", new CommentConflictRequest(Longer));
            await admin.SendAsync("POST", "/api/keys", new CreateApiKeyRequest(Hostile, ["read"]));
            Assert.Equal(HttpStatusCode.Created, (await admin.SendAsync("POST", "/api/saved-queries", new SaveQueryRequest(Hostile, sql, [SampleDatabases.Primary], true))).StatusCode);
            await admin.SendAsync("POST", "/api/auth/login", new SignInRequest(Hostile, Hostile));
            await admin.SendAsync("POST", "/api/run-query", new RunQueryRequest(SampleDatabases.Primary, sql, null));

            await using var console = await fixture.SignInAsync();
            var dialogs = new ConcurrentQueue<string>();
            console.Page.Dialog += (_, dialog) =>
            {
                dialogs.Enqueue($"{console.Page.Url}: {dialog.Message}");
                _ = dialog.DismissAsync();
            };
            foreach (var path in Pages.Append($"/conflicts/{conflict}"))
            {
                await console.OpenAsync(path);
                await AssertNothingRanAsync(console);
            }

            Assert.Contains(Longer, await console.Find("conflict-cells").InnerTextAsync() + string.Join(' ', await console.Page.Locator("main").AllInnerTextsAsync()), StringComparison.Ordinal);
            await QueryAsync(console);
            await ChartAsync(console);
            Assert.Empty(dialogs);
            Assert.DoesNotContain(console.Errors, e => !e.Contains("/no/such/", StringComparison.Ordinal));
        }
        finally
        {
            fixture.Databases.Execute(SampleDatabases.Primary, $"DROP TABLE \"{Table}\"");
        }

        await fixture.SettleAsync();
    }

    // Results, the tables' tree, the editor's suggestions, what it marks, and the library.
    private static async Task QueryAsync(ConsoleSession console)
    {
        await console.OpenAsync($"/query?databases={SampleDatabases.Primary}");
        await ConsoleSession.Expect(console.Find("sql-editor")).ToHaveAttributeAsync("data-ready", "monaco");
        await console.Find("panel-history").ClickAsync();
        await console.Find("history-entry").First.Locator(".entry").ClickAsync();
        await ConsoleSession.Expect(console.Find("query-result")).ToContainTextAsync("onerror");
        await AssertNothingRanAsync(console);
        await console.Find("explain-query").ClickAsync();
        await ConsoleSession.Expect(console.Find("plan-step").First).ToBeVisibleAsync();
        await console.Page.Locator(".monaco-editor").First.ClickAsync();
        await console.Page.Keyboard.PressAsync("Control+A");
        await console.Page.Keyboard.TypeAsync("SELECT * FROM ba");
        await console.Page.Keyboard.PressAsync("Control+Space");
        await ConsoleSession.Expect(console.Page.Locator(".suggest-widget").GetByText("bad<img").First).ToBeVisibleAsync();
        await AssertNothingRanAsync(console);
    }

    private static async Task ChartAsync(ConsoleSession console)
    {
        await console.OpenAsync("/dashboard");
        var chart = console.Page.Locator("canvas").First;
        await chart.HoverAsync();
        await AssertNothingRanAsync(console);
    }

    private static async Task AssertNothingRanAsync(ConsoleSession console)
    {
        Assert.True(await console.Page.EvaluateAsync<bool>("window.__xss === undefined"), $"A script ran at {console.Page.Url}.");
        Assert.Equal(0, await console.Page.Locator("img[src=x], svg[onload], a[href^=javascript]").CountAsync());
    }
}
