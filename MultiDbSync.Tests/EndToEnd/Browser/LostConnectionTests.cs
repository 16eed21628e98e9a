using MultiDbSync.AppHost;

namespace MultiDbSync.Tests.EndToEnd.Browser;

/// <summary>What a person sees while a service is away, and afterwards.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class LostConnectionTests(ClusterFixture fixture)
{
    private const float Patience = 120_000;

    [Fact]
    public async Task Api_KilledAndBack_IsSaid_AndTheViewStays()
    {
        Assert.SkipWhen(fixture.Chromium.MissingReason is not null, fixture.Chromium.MissingReason ?? "");
        await using var console = await fixture.SignInAsync();
        await console.OpenAsync("/conflicts?status=All&kind=UpdateDelete");
        await ConsoleSession.Expect(console.Find("filter-kind")).ToHaveValueAsync("UpdateDelete");

        int killed;
        using (fixture.Cluster.SuspendAppHost())
        {
            killed = await fixture.Cluster.KillAsync(ResourceNames.Api);
            await ConsoleSession.Expect(console.Find("feed-lost")).ToBeVisibleAsync(new() { Timeout = Patience });
        }

        await fixture.Cluster.RestartedAsync(ResourceNames.Api, killed);
        await ConsoleSession.Expect(console.Find("feed-lost")).ToHaveCountAsync(0, new() { Timeout = Patience });
        Assert.EndsWith("/conflicts?status=All&kind=UpdateDelete", console.Page.Url, StringComparison.Ordinal);
        await console.Find("filter-kind").SelectOptionAsync("");
        await ConsoleSession.Expect(console.Find("conflict-count")).ToBeVisibleAsync();
        Assert.Empty(console.Errors);
    }

    [Fact]
    public async Task Web_KilledAndBack_ThePageReturnsByItself_AsItWas()
    {
        Assert.SkipWhen(fixture.Chromium.MissingReason is not null, fixture.Chromium.MissingReason ?? "");
        await using var console = await fixture.SignInAsync();
        await console.OpenAsync("/runs?kind=Manual");
        await console.Page.EvaluateAsync("window.mdsBefore = true");

        var killed = await fixture.Cluster.KillAsync(ResourceNames.Web);
        await fixture.Cluster.RestartedAsync(ResourceNames.Web, killed);

        // A new circuit: the page was loaded anew, and nobody had to sign in or filter again.
        await Support.Eventually.TrueAsync(
            async () => await console.Find("filter-run-kind").CountAsync() == 1 && !await console.Page.EvaluateAsync<bool>("window.mdsBefore === true"),
            TimeSpan.FromMilliseconds(Patience), () => fixture.Cluster.Output, "the page is there again");
        await ConsoleSession.Expect(console.Find("filter-run-kind")).ToHaveValueAsync("Manual");
        Assert.EndsWith("/runs?kind=Manual", console.Page.Url, StringComparison.Ordinal);
    }
}
