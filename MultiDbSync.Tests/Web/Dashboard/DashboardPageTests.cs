using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Features.Dashboard;

namespace MultiDbSync.Tests.Web.Dashboard;

public sealed class DashboardPageTests : ConsoleContext
{
    public DashboardPageTests()
    {
        SignInAs(Roles.Viewer);
        Services.AddSingleton(Api.Feed);
        Services.AddScoped(_ => Api.Live());
        Services.AddScoped(_ => new MetricsClient(Api.Client));
        Api.On(HttpMethod.Get, "/api/sync-metrics", Metrics());
    }

    [Fact]
    public void View_IsInTheAddress_AndGoesToTheApi()
    {
        var page = Open("/dashboard?range=30d&syncSet=library&database=primary");
        Assert.Equal("?minutes=43200&syncSet=library&database=primary", Assert.Single(Api.Requests).RequestUri!.Query);
        page.Find("[data-testid=range-24h]").Click();
        Assert.EndsWith("/dashboard?range=24h&syncSet=library&database=primary", Services.GetRequiredService<BunitNavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void EachChart_HasItsTableAndItsFile()
    {
        var page = Open("/dashboard?range=1h");
        var ids = page.FindAll("section.chart .chart-now").Select(now => now.GetAttribute("data-testid")![..^"-now".Length]).ToList();
        Assert.Equal(["chart-changes", "chart-lag", "chart-pending", "chart-apply", "chart-errors", "chart-conflicts", "chart-opened", "chart-resolved"], ids);
        Assert.Equal(ids.Count, ids.Count(id => page.FindAll($"[data-testid={id}-table]").Count == 1 && page.FindAll($"[data-testid={id}-csv]").Count == 1));
        var found = page.Find("[data-testid=chart-opened-table]");
        Assert.Contains("Changed on both sides", found.TextContent, StringComparison.Ordinal);
        Assert.Contains("/runs?from=", page.Find("[data-testid=chart-changes-table] tbody a").GetAttribute("href"), StringComparison.Ordinal);

        page.Find("[data-testid=chart-apply-csv]").Click();
        var file = (string)JSInterop.VerifyInvoke("mdsDownload").Arguments[2]!;
        Assert.StartsWith("time (values in seconds),Average,Slowest\r\n2026-11-23T08:59:30.0000000Z,0.025,0.07\r\n", file, StringComparison.Ordinal);
    }

    [Fact]
    public void ClickOnAPoint_OpensTheRunsOfItsBucket()
    {
        var page = Open("/dashboard?range=1h");
        var chart = page.FindComponents<Chart>().First(c => c.Instance.Model.Id == "chart-changes");
        chart.InvokeAsync(() => chart.Instance.Open(Sample.Now.ToUnixTimeMilliseconds()));
        Assert.EndsWith("/runs?from=2026-11-23T08%3A59%3A45.000Z&to=2026-11-23T09%3A00%3A00.000Z", Services.GetRequiredService<BunitNavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Paused_KeepsThePicture_ResumedShowsWhatArrived()
    {
        var page = Open("/dashboard?range=5m");
        page.Find("[data-testid=pause]").Click();
        page.InvokeAsync(() => Api.Feed.Raise(new SyncEvent(SyncEventKind.Metrics, Sample.Now, Metrics: new MetricPoint(Sample.Now.AddSeconds(20), 99, 0, 0, 0, 0, 0, 0))));
        Assert.DoesNotContain("99 in", page.Markup, StringComparison.Ordinal);
        page.Find("[data-testid=pause]").Click();
        page.WaitForAssertion(() => Assert.Contains("99 in", page.Find("[data-testid=chart-changes-now]").TextContent, StringComparison.Ordinal));
    }

    private static SyncMetrics Metrics() => new(
        Sample.Now.AddSeconds(-45), Sample.Now, 15,
        [
            new MetricPoint(Sample.Now.AddSeconds(-30), 1, 2, 3, 4, 1, 1, 0) { ApplySeconds = 0.025, SlowestApplySeconds = 0.07, Applies = 3 },
            new MetricPoint(Sample.Now.AddSeconds(-15), 1, 2, 3, 4, 1, 0, 2),
            new MetricPoint(Sample.Now, 5, 6, 0.5, 0, 1, 0, 0),
        ],
        new Dictionary<string, long>(), new Dictionary<string, int>())
    { Kinds = [new KindFigures(ConflictKind.UpdateUpdate, [1, 0, 0], [0, 0, 0])] };

    private IRenderedComponent<DashboardPage> Open(string address)
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(address);
        return Render<DashboardPage>();
    }
}
