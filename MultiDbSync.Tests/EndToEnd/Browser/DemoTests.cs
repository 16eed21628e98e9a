using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Tests.EndToEnd.Browser;

[Collection(EndToEndCollection.Name)]
public sealed class DemoTests(ClusterFixture fixture)
{
    private const float TimeForDemo = 90_000;

    [Fact]
    public async Task DemoButton_ShowsProgressThenSevenConflicts_WhichSettle()
    {
        Assert.SkipWhen(fixture.Chromium.MissingReason is not null, fixture.Chromium.MissingReason ?? "");
        await fixture.SettleAsync();
        using var caller = fixture.Operator();
        var earlier = (await caller.GetAsync<Page<ConflictSummary>>("/api/get-conflicts?pageSize=1")).Total;
        await using var console = await fixture.SignInAsync();

        await console.Find("create-demo").ClickAsync();

        await ConsoleSession.Expect(console.Find("run-progress")).ToContainTextAsync("%");
        await ConsoleSession.Expect(console.Badge).ToHaveTextAsync("6", new() { Timeout = TimeForDemo });
        await ConsoleSession.Expect(console.Find("run-progress")).ToHaveCountAsync(0, new() { Timeout = TimeForDemo });
        await ConsoleSession.Expect(console.Find("run-strip").GetByRole(Microsoft.Playwright.AriaRole.Listitem).First).ToContainTextAsync("Succeeded");
        await console.OpenAsync("/conflicts");
        await ConsoleSession.Expect(console.Find("conflict-row")).ToHaveCountAsync(6);
        await console.OpenAsync("/conflicts?status=All");
        await ConsoleSession.Expect(console.Find("conflict-count")).ToContainTextAsync($"{earlier + 7} conflicts shown");
        Assert.Empty(console.Errors);

        await fixture.SettleAsync();
        await ConsoleSession.Expect(console.Badge).ToHaveCountAsync(0);
    }
}
