using System.Net;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

public sealed class SyncSetTests
{
    [Fact]
    public async Task Update_ChangesModeScheduleAndPolicies()
    {
        using var api = new ApiFactory();
        using var caller = await api.AdminAsync();
        await api.Hub.SeedAsync(HubSeed.Node("primary"));
        var changed = await caller.PutAsync<SyncSetSummary>(
            "/api/sync-sets/library",
            new UpdateSyncSetRequest(null, SyncMode.Scheduled, "30 4 * * 1-5", "Europe/Berlin", new Dictionary<string, string> { ["books"] = "last-write-wins" }));

        Assert.Equal((SyncMode.Scheduled, "30 4 * * 1-5", "Europe/Berlin", true), (changed.Mode, changed.Schedule, changed.TimeZone, changed.Enabled));
        Assert.Equal("last-write-wins", Assert.Single(changed.Tables).Policy);
        Assert.True(changed.NextRunAt > api.Clock.GetUtcNow());

        var back = await caller.PutAsync<SyncSetSummary>("/api/sync-sets/library", new UpdateSyncSetRequest(false, SyncMode.RealTime, null, null, null));
        Assert.Equal((SyncMode.RealTime, false, (DateTimeOffset?)null), (back.Mode, back.Enabled, back.NextRunAt));
    }

    [Theory]
    [InlineData("schedule", """{"mode":"Scheduled"}""")]
    [InlineData("schedule", """{"mode":"Scheduled","schedule":"every day"}""")]
    [InlineData("schedule", """{"schedule":"0 0 * * * *"}""")]
    [InlineData("timeZone", """{"timeZone":"Mars/Olympus"}""")]
    [InlineData("policies.books", """{"policies":{"books":"toss-a-coin"}}""")]
    [InlineData("policies.none", """{"policies":{"none":"manual"}}""")]
    public async Task Update_WithBadValue_NamesIt_AndChangesNothing(string field, string body)
    {
        using var api = new ApiFactory();
        using var caller = await api.AdminAsync();
        await api.Hub.SeedAsync(HubSeed.Node("primary"));
        var refused = await caller.ProblemAsync("PUT", "/api/sync-sets/library", body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.True(refused.Body.GetProperty("errors").TryGetProperty(field, out _));

        var set = Assert.Single(await caller.GetAsync<List<SyncSetSummary>>("/api/sync-sets"));
        Assert.Equal((SyncMode.RealTime, (string?)null, "UTC", "merge-columns"), (set.Mode, set.Schedule, set.TimeZone, set.Tables[0].Policy));
    }
}
