using System.Net;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

public sealed class RunTests
{
    [Fact]
    public async Task SyncNow_PressedManyTimesAtOnce_QueuesOneRun()
    {
        using var api = new ApiFactory();
        using var caller = await api.SignedInAsync(Roles.Operator);
        await api.Hub.SeedAsync(HubSeed.Node("primary"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            caller.PostAsync<TriggerSyncResponse>("/api/trigger-manual-sync", new TriggerSyncRequest(i % 2 == 0 ? HubSeed.Set : null))));
        var ids = answers.Select(a => Assert.Single(a.Runs).Id).Distinct().ToList();
        var run = await caller.GetAsync<RunSummary>($"/api/runs/{Assert.Single(ids)}");
        Assert.Equal((RunStatus.Queued, RunKind.Manual, HubSeed.Set, Accounts.EmailOf(Roles.Operator)), (run.Status, run.Kind, run.SyncSet, run.RequestedBy));

        await FinishAsync(api, run.Id);
        var next = await caller.PostAsync<TriggerSyncResponse>("/api/trigger-manual-sync", new TriggerSyncRequest(null));
        Assert.NotEqual(run.Id, Assert.Single(next.Runs).Id);
        Assert.Equal(2, (await caller.GetAsync<Page<RunSummary>>("/api/runs?syncSet=library")).Total);
        Assert.Equal(1, (await caller.GetAsync<Page<RunSummary>>("/api/runs?status=Succeeded")).Total);
    }

    [Fact]
    public async Task Demo_PressedTwice_QueuesOneRun()
    {
        using var api = new ApiFactory();
        using var caller = await api.SignedInAsync(Roles.Operator);
        var first = await caller.PostAsync<RunSummary>("/api/demo", null, HttpStatusCode.Accepted);
        var second = await caller.PostAsync<RunSummary>("/api/demo", null, HttpStatusCode.Accepted);
        Assert.Equal((RunKind.Demo, "demo", first.Id), (first.Kind, first.SyncSet, second.Id));
    }

    [Fact]
    public async Task SyncNow_OfSetThatIsSwitchedOff_IsRefused()
    {
        using var api = new ApiFactory();
        using var caller = await api.SignedInAsync(Roles.Operator);
        await api.Hub.SeedAsync(HubSeed.Node("primary"));
        await caller.PutAsync<object>($"/api/sync-sets/{HubSeed.Set}/enabled", new { enabled = false });

        var refused = await caller.ProblemAsync("POST", "/api/trigger-manual-sync", new TriggerSyncRequest(HubSeed.Set));
        Assert.Equal((HttpStatusCode.Conflict, "switched-off"), (refused.Status, refused.Type));
        Assert.Empty((await caller.PostAsync<TriggerSyncResponse>("/api/trigger-manual-sync", new TriggerSyncRequest(null))).Runs);
    }

    [Fact]
    public async Task SyncNow_AboveTheRate_Answers429()
    {
        using var api = new ApiFactory().With("RateLimits:SyncNowPerMinute", "2");
        using var caller = await api.SignedInAsync(Roles.Operator);
        for (var i = 0; i < 2; i++) await caller.PostAsync<TriggerSyncResponse>("/api/trigger-manual-sync", new TriggerSyncRequest(null));
        Assert.Equal("too-many-requests", (await caller.ProblemAsync("POST", "/api/trigger-manual-sync", new TriggerSyncRequest(null))).Type);
    }

    private static async Task FinishAsync(ApiFactory api, long id)
    {
        await using var db = api.Hub.CreateContext();
        var run = await db.Runs.FindAsync([id], TestContext.Current.CancellationToken);
        run!.Status = RunStatus.Succeeded;
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
