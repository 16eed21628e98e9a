using Microsoft.Playwright;

namespace MultiDbSync.Tests.EndToEnd.Browser;

/// <summary>What every page has: shortcuts, focus, colours, the profile.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class ShellTests(ClusterFixture fixture)
{
    [Fact]
    public async Task Shortcuts_Navigate_Search_AndAreOffWhileTyping()
    {
        Assert.SkipWhen(fixture.Chromium.MissingReason is not null, fixture.Chromium.MissingReason ?? "");
        await using var console = await fixture.SignInAsync();
        var page = console.Page;
        foreach (var (key, path, title) in new[]
        {
            ("d", "/dashboard", "Dashboard"), ("c", "/conflicts", "Conflicts"), ("a", "/alerts", "Alerts"), ("b", "/databases", "Databases"), ("s", "/sync-sets", "Sync sets"),
            ("r", "/runs", "Runs"), ("m", "/mail", "Mail"), ("u", "/admin/users", "Users"), ("k", "/admin/keys", "API keys"), ("l", "/admin/audit", "Audit log"), ("p", "/profile", "Your profile"),
        })
        {
            await page.Keyboard.PressAsync("g");
            await page.Keyboard.PressAsync(key);
            await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(path + "$"));
            await Assertions.Expect(page).ToHaveTitleAsync($"{title} · MultiDbSync");
            await Assertions.Expect(page.Locator("main h1")).ToBeFocusedAsync();
        }

        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(console.Find("shortcuts")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(console.Find("shortcuts")).ToBeHiddenAsync();

        await console.OpenAsync("/admin/audit");
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(console.Find("filter-actor")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("gd?/");
        await Assertions.Expect(console.Find("filter-actor")).ToHaveValueAsync("gd?/");
        await Assertions.Expect(console.Find("shortcuts")).ToBeHiddenAsync();
        Assert.EndsWith("/admin/audit", page.Url, StringComparison.Ordinal);
        Assert.Empty(console.Errors);
    }

    [Fact]
    public async Task SkipLink_GoesToTheContent()
    {
        Assert.SkipWhen(fixture.Chromium.MissingReason is not null, fixture.Chromium.MissingReason ?? "");
        await using var console = await fixture.SignInAsync();
        await console.OpenAsync("/databases");
        await console.Page.EvaluateAsync("document.activeElement.blur()");
        await console.Page.Locator(".skip").FocusAsync();
        await console.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(console.Page.Locator("#content")).ToBeFocusedAsync();
        Assert.EndsWith("/databases", console.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Theme_IsKeptInTheBrowser_AndWinsOverTheSystem()
    {
        Assert.SkipWhen(fixture.Chromium.MissingReason is not null, fixture.Chromium.MissingReason ?? "");
        await using var console = await fixture.SignInAsync();
        await console.OpenAsync("/profile");
        var light = await BackgroundAsync(console);
        await console.Find("theme").SelectOptionAsync("dark");
        await Assertions.Expect(console.Page.Locator("html[data-theme=dark]")).ToHaveCountAsync(1);
        var dark = await BackgroundAsync(console);
        Assert.NotEqual(light, dark);

        await console.OpenAsync("/profile");
        Assert.Equal(dark, await BackgroundAsync(console));
        await Assertions.Expect(console.Find("theme")).ToHaveValueAsync("dark");
        await console.Find("theme").SelectOptionAsync("system");
        await Assertions.Expect(console.Page.Locator("html[data-theme]")).ToHaveCountAsync(0);
        Assert.Equal(light, await BackgroundAsync(console));
        Assert.Empty(console.Errors);
    }

    [Fact]
    public async Task Password_IsChangedByAPlainForm_AndTheAuditLogTellsIt()
    {
        Assert.SkipWhen(fixture.Chromium.MissingReason is not null, fixture.Chromium.MissingReason ?? "");
        using var person = await fixture.ViewerAsync();
        var email = person.Session!.Email;
        await using var console = await fixture.Chromium.OpenAsync(fixture.Cluster.Description.Web, ConsoleSession.Narrow);
        await console.SignInAsync(email, FirstAdministrator.Password);
        await console.OpenAsync("/profile");
        await Assertions.Expect(console.Find("session-row")).ToHaveCountAsync(2);
        await console.Find("to-password").ClickAsync();
        await ChangeAsync(console, "not the current one");
        await Assertions.Expect(console.Find("form-error")).ToContainTextAsync("The current password is wrong.");
        await ChangeAsync(console, FirstAdministrator.Password);
        await Assertions.Expect(console.Find("password-changed")).ToBeVisibleAsync();
        await Assertions.Expect(console.Find("session-row")).ToHaveCountAsync(1);

        await using var admin = await fixture.SignInAsync();
        await admin.OpenAsync($"/admin/audit?action=user.password&actor={Uri.EscapeDataString(email)}");
        await Assertions.Expect(admin.Find("audit-row")).ToHaveCountAsync(2);
        await admin.Find("audit-verify").ClickAsync();
        await Assertions.Expect(admin.Find("audit-verified")).ToContainTextAsync("as it was written");
        Assert.Empty(admin.Errors);
    }

    private static Task<string> BackgroundAsync(ConsoleSession console) => console.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor");

    private static async Task ChangeAsync(ConsoleSession console, string current)
    {
        await console.Find("password-current").FillAsync(current);
        await console.Find("password-new").FillAsync("a password that is quite another");
        await console.Find("password-confirm").FillAsync("a password that is quite another");
        await console.Find("password-submit").ClickAsync();
    }
}
