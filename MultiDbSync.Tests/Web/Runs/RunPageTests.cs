using Bunit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Features.Runs;

namespace MultiDbSync.Tests.Web.Runs;

public sealed class RunPageTests : ConsoleContext
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    public RunPageTests()
    {
        Services.AddSingleton(Api.Feed);
        Services.AddScoped(_ => new RunsClient(Api.Client, Api.Clock));
        Services.AddSingleton(new TraceLink(new ConfigurationBuilder().AddInMemoryCollection([new("Telemetry:Dashboard", "http://telemetry.example:18888/")]).Build()));
    }

    [Fact]
    public void FirstLoad_ShowsEachTableInNumbersAndWords_AndIsPaused()
    {
        SignInAs(Roles.Operator);
        Api.On(HttpMethod.Get, "/api/runs/9", Loading(null));
        Api.On(HttpMethod.Post, "/api/runs/9/pause", Loading("ada@example.org"));
        var page = Render<RunPage>(p => p.Add(r => r.Id, 9));

        var bars = page.FindAll("[data-testid=load-tables] [role=progressbar]").ToDictionary(b => b.GetAttribute("aria-label")!, b => (b.GetAttribute("aria-valuenow"), b.GetAttribute("aria-valuetext")));
        Assert.Equal(("100", "500 rows copied"), bars["Table authors"]);
        Assert.Equal(("25", "1,000 of 4,000 rows, 200 rows/s, 15 s left"), bars["Table books"]);
        Assert.Equal(("0", "about 1,520 rows to copy"), bars["Table loans"]);
        Assert.Contains("loans.due", page.Find("[data-testid=load-notes]").TextContent, StringComparison.Ordinal);
        Assert.Equal($"http://telemetry.example:18888/traces/detail/{Trace}", page.Find("[data-testid=run-trace]").GetAttribute("href"));
        Assert.Empty(page.FindAll("[data-testid=run-resume]"));

        Api.On(HttpMethod.Get, "/api/runs/9", Loading("ada@example.org"));
        page.Find("[data-testid=run-pause]").Click();
        Assert.Contains("Paused", page.Find("[data-testid=run-state]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Paused by ada@example.org", page.Find("[data-testid=run-explained]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("left", page.Find("[data-testid=load-progress]").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-testid=run-resume]"));
    }

    [Theory]
    [InlineData(RunStatus.Incomplete, "Heals itself")]
    [InlineData(RunStatus.Failed, "Needs you")]
    [InlineData(RunStatus.Cancelled, "Called off")]
    [InlineData(RunStatus.Queued, "Waits for the worker")]
    public void Status_IsExplained(RunStatus status, string begins)
    {
        SignInAs(Roles.Operator);
        Api.On(HttpMethod.Get, "/api/runs/3", Sample.Run(3, status, 0));
        var page = Render<RunPage>(p => p.Add(r => r.Id, 3));
        Assert.StartsWith(begins, page.Find("[data-testid=run-explained]").TextContent, StringComparison.Ordinal);
        Assert.Equal(status == RunStatus.Queued, page.FindAll("[data-testid=run-cancel]").Count == 1);
    }

    [Fact]
    public void Viewer_MayLookOnly()
    {
        SignInAs(Roles.Viewer);
        Api.On(HttpMethod.Get, "/api/runs/9", Loading(null));
        Assert.Empty(Render<RunPage>(p => p.Add(r => r.Id, 9)).FindAll("[data-testid=run-pause]"));
    }

    private static RunSummary Loading(string? pausedBy) => Sample.Run(9, RunStatus.Running, 25) with { Kind = RunKind.FirstLoad, Load = Sample.Load(pausedBy), TraceId = Trace, Attempts = 2 };
}
