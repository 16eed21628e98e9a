using System.Diagnostics;
using Microsoft.Playwright;

namespace MultiDbSync.Tests.EndToEnd.Browser;

/// <summary>Somebody new, on a machine where nothing has run yet, who does what the screen says and nothing else: docs/first-steps.md.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class FirstStepsTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly ClusterFixture _fixture = new();
    private readonly Stopwatch _clock = new();

    public async ValueTask InitializeAsync()
    {
        _clock.Start();
        if (_fixture.Chromium.MissingReason is null)
            await _fixture.InitializeAsync();
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task FromTheFirstStart_ToTheFirstConflictSettled_ByWhatTheScreenSays()
    {
        Assert.SkipWhen(_fixture.Chromium.MissingReason is not null, _fixture.Chromium.MissingReason ?? "");
        await using var console = await _fixture.Chromium.OpenAsync(_fixture.Cluster.Description.Web);
        var page = console.Page;
        Told("the cluster is up and prints the link");

        await console.SetUpAsync(_fixture.Cluster.Description.AdminSetupUrl!, FirstAdministrator.Email, FirstAdministrator.Password);
        await ConsoleSession.Expect(page.GetByText("The sample's three databases are in sync.")).ToBeVisibleAsync();
        Told("signed in; three databases are in sync");

        await console.Find("next-step").GetByRole(AriaRole.Button, new() { Name = "Create demo conflicts" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the conflicts" }).ClickAsync(new() { Timeout = 120_000 });
        Told("the demo has run");

        await console.Find("conflict-row").First.GetByRole(AriaRole.Link).First.ClickAsync();
        await console.Find("keep-left").ClickAsync();
        await ConsoleSession.Expect(console.Find("conflict-status")).ToContainTextAsync("Resolved");
        Told("the first conflict is settled");

        Assert.True(_clock.Elapsed < Limit, $"It took {_clock.Elapsed.TotalSeconds:0} s.");
        Assert.Empty(console.Errors);
    }

    private void Told(string what) => output.WriteLine($"{_clock.Elapsed.TotalSeconds,5:0.0} s  {what}");
}
