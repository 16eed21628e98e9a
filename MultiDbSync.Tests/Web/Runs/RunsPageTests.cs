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
        Api.On(HttpMethod.Get, "/api/runs", new Page<RunSummary>([Sample.Run(3, RunStatus.Incomplete, 90)], 1, 1, 25));
        var navigation = Services.GetRequiredService<BunitNavigationManager>();
        navigation.NavigateTo("/runs?syncSet=library&from=2026-11-23T08%3A59%3A45.000Z&to=2026-11-23T09%3A00%3A00.000Z");

        var page = Render<RunsPage>();
        Assert.StartsWith("?syncSet=library&from=2026-11-23T08%3A59%3A45.000Z&to=2026-11-23T09%3A00%3A00.000Z", Assert.Single(Api.Requests).RequestUri!.Query, StringComparison.Ordinal);
        Assert.Equal("/runs/3", page.Find("[data-testid=run-row] a").GetAttribute("href"));
        page.Find("[data-testid=run-span] button").Click();
        Assert.EndsWith("/runs?syncSet=library", navigation.Uri, StringComparison.Ordinal);
    }
}
