using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Engine.Audit;

namespace MultiDbSync.Tests.Api;

public sealed class TimelineTests
{
    [Fact]
    public async Task Timeline_HoldsRunsAndWhatWasChanged_InTheirOrder_AlsoOverPages()
    {
        using var api = new ApiFactory();
        using var admin = await api.AdminAsync();
        await api.Hub.SeedAsync(HubSeed.Node("primary"));
        await admin.PutAsync<object>($"/api/sync-sets/{HubSeed.Set}/enabled", new SetEnabledRequest(false));
        api.Clock.Advance(TimeSpan.FromMinutes(1));
        await admin.PutAsync<object>($"/api/sync-sets/{HubSeed.Set}/enabled", new SetEnabledRequest(true));
        api.Clock.Advance(TimeSpan.FromMinutes(1));
        await admin.PostAsync<TriggerSyncResponse>("/api/trigger-manual-sync", new TriggerSyncRequest(HubSeed.Set));
        api.Clock.Advance(TimeSpan.FromMinutes(1));
        await admin.PutAsync<object>("/api/databases/primary/enabled", new SetEnabledRequest(false));

        Assert.Equal(["database.switch", "run", "sync-set.switch", "sync-set.switch"], await NamesAsync(admin, ""));
        Assert.Equal(["sync-set.switch"], await NamesAsync(admin, "?pageSize=3&page=2"));
        Assert.Equal(["run", "sync-set.switch", "sync-set.switch"], await NamesAsync(admin, $"?syncSet={HubSeed.Set}"));
        Assert.Equal(["database.switch", "sync-set.switch", "sync-set.switch"], await NamesAsync(admin, "?kind=configuration"));
        Assert.Equal(["run"], await NamesAsync(admin, "?kind=Manual"));
        Assert.Equal(["run"], await NamesAsync(admin, "?status=Queued"));
        Assert.Equal(4, (await admin.GetAsync<Page<TimelineEntry>>("/api/timeline?pageSize=1")).Total);
    }

    [Fact]
    public async Task Timeline_LeavesOutWhatWasRefused_AndWhatElseTheAuditLogHolds_AndOtherSets()
    {
        using var api = new ApiFactory();
        using var admin = await api.AdminAsync();
        var log = api.Services.GetRequiredService<AuditLog>();
        var now = api.Clock.GetUtcNow();
        Task Note(string action, string subject, AuditOutcome outcome) =>
            log.AppendAsync(new AuditEntry(now, "eve@example.org", "10.0.0.1", action, subject, outcome), TestContext.Current.CancellationToken);
        await Note("sync-set.change", "sync set a", AuditOutcome.Refused);
        await Note("query.run", "database primary", AuditOutcome.Done);
        await Note("sync-set.leave", "sync set a, database primary", AuditOutcome.Done);
        await Note("sync-set.change", "sync set ab", AuditOutcome.Done);

        Assert.Equal(["sync-set.change", "sync-set.leave"], await NamesAsync(admin, ""));
        Assert.Equal(["sync-set.leave"], await NamesAsync(admin, "?syncSet=a"));
        var (status, type, _) = await admin.ProblemAsync("GET", "/api/timeline?kind=Nice");
        Assert.Equal((HttpStatusCode.BadRequest, "bad-request"), (status, type));
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.ProblemAsync("GET", "/api/timeline?sort=id")).Status);
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(ApiCaller caller, string query) =>
        [.. (await caller.GetAsync<Page<TimelineEntry>>("/api/timeline" + query)).Items.Select(entry => entry.Run is null ? entry.Change!.Action : "run")];
}
