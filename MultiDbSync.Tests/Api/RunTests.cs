using System.Net;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Engine.Snapshots;
using MultiDbSync.Engine.Storage;

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

    [Fact]
    public async Task Cancel_OfQueuedRun_EndsIt_AndNoOtherRun()
    {
        using var api = new ApiFactory();
        using var caller = await api.SignedInAsync(Roles.Operator);
        await api.Hub.SeedAsync(HubSeed.Node("primary"));
        var queued = Assert.Single((await caller.PostAsync<TriggerSyncResponse>("/api/trigger-manual-sync", new TriggerSyncRequest(null))).Runs);

        var cancelled = await caller.PostAsync<RunSummary>($"/api/runs/{queued.Id}/cancel", null);
        Assert.Equal((RunStatus.Cancelled, $"Cancelled by {Accounts.EmailOf(Roles.Operator)} before it began."), (cancelled.Status, cancelled.Message));
        Assert.NotNull(cancelled.FinishedAt);
        Assert.Equal("run-moved", (await caller.ProblemAsync("POST", $"/api/runs/{queued.Id}/cancel")).Type);

        var next = Assert.Single((await caller.PostAsync<TriggerSyncResponse>("/api/trigger-manual-sync", new TriggerSyncRequest(null))).Runs);
        await FinishAsync(api, next.Id);
        Assert.Equal((HttpStatusCode.Conflict, "run-moved"), Short(await caller.ProblemAsync("POST", $"/api/runs/{next.Id}/cancel")));
        Assert.Equal((HttpStatusCode.Conflict, "run-moved"), Short(await caller.ProblemAsync("POST", $"/api/runs/{next.Id}/pause")));
    }

    [Fact]
    public async Task FirstLoad_IsPausedAndResumed_WhileItCopies()
    {
        using var api = new ApiFactory();
        using var caller = await api.SignedInAsync(Roles.Operator);
        await api.Hub.SeedAsync(HubSeed.Node("primary"), HubSeed.Node("second"));
        var id = await LoadAsync(api, "second");

        Assert.Equal("run-moved", (await caller.ProblemAsync("POST", $"/api/runs/{id}/resume")).Type);
        Assert.Equal("run-moved", (await caller.ProblemAsync("POST", $"/api/runs/{id}/cancel")).Type);
        var paused = await caller.PostAsync<RunSummary>($"/api/runs/{id}/pause", null);
        Assert.Equal((RunStatus.Queued, Accounts.EmailOf(Roles.Operator), true), (paused.Status, paused.Load!.PausedBy, paused.Load.Copying));
        Assert.Null((await caller.PostAsync<RunSummary>($"/api/runs/{id}/resume", null)).Load!.PausedBy);

        await using var db = api.Hub.CreateContext();
        (await db.SyncRoutes.FindAsync([HubSeed.Set, "second"], TestContext.Current.CancellationToken))!.State = RouteState.Active;
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        Assert.Equal("run-moved", (await caller.ProblemAsync("POST", $"/api/runs/{id}/pause")).Type);
    }

    [Fact]
    public async Task List_FiltersByKindAndTime()
    {
        using var api = new ApiFactory();
        using var caller = await api.SignedInAsync(Roles.Viewer);
        await using (var db = api.Hub.CreateContext())
        {
            for (var day = 0; day < 4; day++)
            {
                db.Runs.Add(new RunEntity
                {
                    SyncSet = HubSeed.Set,
                    Kind = day % 2 == 0 ? RunKind.Scheduled : RunKind.Manual,
                    Status = RunStatus.Succeeded,
                    RequestedBy = "schedule",
                    RequestedAt = DateTimeOffset.UnixEpoch.AddDays(day),
                });
            }

            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, (await caller.GetAsync<Page<RunSummary>>("/api/runs?kind=Scheduled")).Total);
        Assert.Equal(2, (await caller.GetAsync<Page<RunSummary>>("/api/runs?from=1970-01-02T00:00:00Z&to=1970-01-04T00:00:00Z")).Total);
        Assert.Equal(1, (await caller.GetAsync<Page<RunSummary>>("/api/runs?from=1970-01-02T00:00:00Z&kind=Scheduled")).Total);
        Assert.Equal(HttpStatusCode.BadRequest, (await caller.ProblemAsync("GET", "/api/runs?kind=nightly")).Status);
    }

    private static (HttpStatusCode, string) Short((HttpStatusCode Status, string Type, System.Text.Json.JsonElement Body) problem) => (problem.Status, problem.Type);

    private static async Task<long> LoadAsync(ApiFactory api, string node)
    {
        await using var db = api.Hub.CreateContext();
        var route = await db.SyncRoutes.FindAsync([HubSeed.Set, node], TestContext.Current.CancellationToken);
        (route!.State, route.LoadMode, route.LoadSource) = (RouteState.Loading, FirstLoadMode.Replace, "primary");
        await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var run = await db.AskForLoadAsync(route, "test", DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        return run.Id;
    }

    private static async Task FinishAsync(ApiFactory api, long id)
    {
        await using var db = api.Hub.CreateContext();
        var run = await db.Runs.FindAsync([id], TestContext.Current.CancellationToken);
        run!.Status = RunStatus.Succeeded;
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
