using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Features.Runs;

namespace MultiDbSync.Tests.Web.Runs;

public sealed class RunsPageTests : ConsoleContext
{
    [Fact]
    public void LinkOfAChart_ShowsTheRunsOfItsTime_AndTheWayBack()
    {
        SignInAs(Roles.Viewer);
        Services.AddSingleton(Api.Feed);
        Services.AddScoped(_ => Api.Live());
        Services.AddScoped(_ => new RunsClient(Api.Client, Api.Clock));
        var run = Sample.Run(3, RunStatus.Incomplete, 90);
        var change = new ConfigurationChange(8, run.RequestedAt.AddMinutes(-1), "ada@example.org", "sync-set.change", "sync set library", """{"mode":"Realtime"}""", """{"mode":"Scheduled"}""");
        Api.On(HttpMethod.Get, "/api/timeline", new Page<TimelineEntry>([new TimelineEntry(run.RequestedAt, run, null), new TimelineEntry(change.At, null, change)], 2, 1, 25));
        var navigation = Services.GetRequiredService<BunitNavigationManager>();
        navigation.NavigateTo("/runs?syncSet=library&from=2026-11-23T08%3A59%3A45.000Z&to=2026-11-23T09%3A00%3A00.000Z");

        var page = Render<RunsPage>();
        Assert.StartsWith("?syncSet=library&from=2026-11-23T08%3A59%3A45.000Z&to=2026-11-23T09%3A00%3A00.000Z", Assert.Single(Api.Requests).RequestUri!.Query, StringComparison.Ordinal);
        Assert.Equal("/runs/3", page.Find("[data-testid=run-row] a").GetAttribute("href"));
        var changed = page.Find("[data-testid=change-row]").TextContent;
        Assert.All(["Sync set changed", "sync set library", "ada@example.org", "Scheduled"], word => Assert.Contains(word, changed, StringComparison.Ordinal));
        page.Find("[data-testid=run-span] button").Click();
        Assert.EndsWith("/runs?syncSet=library", navigation.Uri, StringComparison.Ordinal);
    }
}
