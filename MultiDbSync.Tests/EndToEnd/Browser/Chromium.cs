using Microsoft.Playwright;
using MultiDbSync.AppHost.Embedded;

namespace MultiDbSync.Tests.EndToEnd.Browser;

/// <summary>The Chromium of this system, started by the first test that opens a page. Where there is none, tests are skipped with <see cref="MissingReason"/>.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly string? _path = Names.Select(PathSearch.Find).FirstOrDefault(path => path is not null);
    private readonly Lazy<Task<IBrowser>> _browser;
    private IPlaywright? _playwright;

    public Chromium() => _browser = new(LaunchAsync);

    /// <summary>Why there is no browser, or null.</summary>
    public string? MissingReason => _path is null ? $"No Chromium on PATH; looked for {string.Join(", ", Names)}." : null;

    /// <summary>A session of its own: no cookies, nothing remembered.</summary>
    public async Task<ConsoleSession> OpenAsync(string web, int width = ConsoleSession.Wide, ColorScheme scheme = ColorScheme.Light)
    {
        var browser = await _browser.Value;
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = web,
            ViewportSize = new() { Width = width, Height = 900 },
            Locale = "en-GB",
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        return new ConsoleSession(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated)
            await (await _browser.Value).DisposeAsync();
        _playwright?.Dispose();
    }

    private async Task<IBrowser> LaunchAsync()
    {
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = _path, Headless = true, Args = Arguments });
    }
}
