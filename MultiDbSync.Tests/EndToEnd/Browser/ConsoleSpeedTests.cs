using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using MultiDbSync.AppHost;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Tests.Api;
using MultiDbSync.Tests.EndToEnd.Databases;

namespace MultiDbSync.Tests.EndToEnd.Browser;

/// <summary>
/// How quick the console feels. Other tests and the browser itself share the processors, so the limits of the tests leave room; each prints its figures,
/// and those of a quiet machine are in docs/benchmarks.md.
/// </summary>
[Collection(EndToEndCollection.Name)]
public sealed class ConsoleSpeedTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Tries = 15;

    // Notes when an element first holds a text of a form, by the clock that the test reads too.
    private const string Watch = """
        ([selector, form]) => {
          const wanted = new RegExp(form);
          window.mdsSeen = new Promise(seen => {
            const look = () => wanted.test(document.querySelector(selector)?.textContent ?? '');
            const observer = new MutationObserver(() => { if (look()) { observer.disconnect(); requestAnimationFrame(() => seen(Date.now())); } });
            observer.observe(document.body, { subtree: true, childList: true, characterData: true });
          });
        }
        """;

    private readonly ClusterFixture _fixture = new();

    private static int Consoles => int.Parse(Environment.GetEnvironmentVariable("MDS_CONSOLES") ?? "8", CultureInfo.InvariantCulture);

    public ValueTask InitializeAsync() => _fixture.Chromium.MissingReason is null ? _fixture.InitializeAsync() : ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Console_IsQuick_WithManyConflictsAndManyConsoles()
    {
        Assert.SkipWhen(_fixture.Chromium.MissingReason is not null, _fixture.Chromium.MissingReason ?? "");
        await using (var console = await _fixture.SignInAsync())
        {
            Tell("Home, from the request to its sentence", await PaintsAsync(console), 3000);
            Tell("a change, from its apply to the dashboard", await PushesAsync(console), 1500);
            await FillAsync(10_000);
            Tell("a filter of 10,000 conflicts, from the choice to the rows", await FiltersAsync(console), 1500);
            Assert.Empty(console.Errors);
        }

        await ManyAsync(Consoles);
    }

    /// <summary>Milliseconds from the start of the navigation until the sentence is there.</summary>
    private static async Task<List<double>> PaintsAsync(ConsoleSession console)
    {
        await console.Page.AddInitScriptAsync("""
            window.mdsPainted = new Promise(painted => new MutationObserver((_, observer) => {
              if (!document.querySelector('[data-testid=status-sentence]')) return;
              observer.disconnect();
              requestAnimationFrame(() => setTimeout(() => painted(performance.now())));
            }).observe(document, { subtree: true, childList: true }));
            """);
        var times = new List<double>();
        for (var i = 0; i < Tries; i++)
        {
            await console.OpenAsync("/");
            times.Add(await console.Page.EvaluateAsync<double>("window.mdsPainted"));
        }

        return times;
    }

    private async Task<List<double>> PushesAsync(ConsoleSession console)
    {
        await _fixture.SettleAsync();
        await console.OpenAsync("/dashboard");
        using var target = _fixture.Databases.Open(_fixture.Databases.MySql);
        var times = new List<double>();
        for (var i = 0; i < Tries; i++)
        {
            await ConsoleSession.Expect(console.Find("chart-changes-now")).ToHaveTextAsync("0 in, 0 out");
            await console.Page.EvaluateAsync(Watch, new[] { "[data-testid=chart-changes-now]", "[1-9][.0-9]* out" });
            var price = 7000 + i + 0.5;
            _fixture.Databases.Execute(SampleDatabases.Primary, "UPDATE books SET price = @p1 WHERE id = 3", price);
            while (!Equals(price, target.Execute("SELECT price FROM books WHERE id = 3"))) await Task.Yield();
            var applied = DateTimeOffset.UtcNow;
            times.Add(await console.Page.EvaluateAsync<double>("window.mdsSeen") - applied.ToUnixTimeMilliseconds());
        }

        return times;
    }

    private static async Task<List<double>> FiltersAsync(ConsoleSession console)
    {
        await console.OpenAsync("/conflicts?status=All");
        await ConsoleSession.Expect(console.Find("conflict-count")).ToContainTextAsync("10,000 conflicts");
        var times = new List<double>();
        (string TestId, string Value, string Count)[] choices =
        [
            ("filter-kind", "UpdateDelete", "^3,333"), ("filter-status", "Open", "^333"), ("filter-kind", "", "^1,000"), ("filter-status", "All", "^10,000"),
            ("filter-database", "primary", "^5,000"), ("filter-database", "", "^10,000"),
        ];
        for (var i = 0; i < 3; i++)
        {
            foreach (var (testId, value, count) in choices)
            {
                await console.Page.EvaluateAsync(Watch, new[] { "[data-testid=conflict-count]", count });
                // The browser's own clock on both sides: from the choice on.
                var began = await console.Find(testId).EvaluateAsync<double>(
                    "(select, value) => { const now = Date.now(); select.value = value; select.dispatchEvent(new Event('change', { bubbles: true })); return now; }", value);
                times.Add(await console.Page.EvaluateAsync<double>("window.mdsSeen") - began);
            }
        }

        return times;
    }

    /// <summary>Consoles on four pages each hear of ten changes a second; what API and console cost then, in cores.</summary>
    private async Task ManyAsync(int consoles)
    {
        string[] pages = ["/", "/dashboard", "/conflicts", "/runs"];
        await using var browser = await _fixture.SignInAsync();
        for (var i = 1; i < consoles; i++) await browser.OpenTabAsync(pages[i % pages.Length]);

        var idle = await CoresAsync(0);
        var busy = await CoresAsync(10);
        output.WriteLine($"{consoles} open consoles cost API and console {idle:0.00} cores while nothing happens, {busy:0.00} with ten changes a second");
        Assert.InRange(busy, 0, 1);
        Assert.Empty(browser.Errors);
    }

    private async Task<double> CoresAsync(int changesPerSecond)
    {
        var pids = new[] { ResourceNames.Api, ResourceNames.Web }.Select(name => _fixture.Cluster.Description.Pids[name]).ToList();
        TimeSpan Spent() => pids.Select(pid =>
        {
            using var process = Process.GetProcessById(pid);
            return process.TotalProcessorTime;
        }).Aggregate((a, b) => a + b);

        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var (began, before) = (Stopwatch.GetTimestamp(), Spent());
        for (var i = 0; i < 200; i++)
        {
            await beat.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            if (changesPerSecond > 0) _fixture.Databases.Execute(SampleDatabases.Primary, "UPDATE books SET price = @p1 WHERE id = @p2", 8000 + i + 0.5, 1 + i % 100);
        }

        return (Spent() - before) / Stopwatch.GetElapsedTime(began);
    }

    private async Task FillAsync(int conflicts)
    {
        var file = Path.Combine(_fixture.Cluster.Description.Data, "hub", "hub.db");
        Assert.True(File.Exists(file), file);
        var hub = new HubStore(new HubStoreOptions { ConnectionString = $"Data Source={file}" });
        await hub.FillConflictsAsync(conflicts);
    }

    private void Tell(string what, List<double> times, double limit)
    {
        times.Sort();
        output.WriteLine($"{what}, {times.Count} times: p50 {times[times.Count / 2]:0} ms, p90 {times[times.Count * 9 / 10]:0} ms, longest {times[^1]:0} ms");
        Assert.InRange(times[times.Count / 2], 0, limit);
    }
}
