using System.Net;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Tests.Api;

public sealed class SyncSetCreationTests : IAsyncLifetime
{
    private readonly ApiFactory _api = new();
    private ApiCaller _admin = null!;

    public async ValueTask InitializeAsync()
    {
        _admin = await _api.AdminAsync();
        var primary = HubSeed.Node("primary");
        primary.ConnectionString = BookFile.Make(_api, "primary", BookFile.Schema + "CREATE TABLE pen (id INTEGER PRIMARY KEY, ink TEXT); CREATE TABLE cap (id INTEGER PRIMARY KEY, pen INTEGER REFERENCES pen(id)); CREATE TABLE heap (x)");
        await _api.Hub.SeedAsync(primary);
    }

    public ValueTask DisposeAsync()
    {
        _admin.Dispose();
        _api.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Create_TakesTheDatabasesTables()
    {
        var made = await _admin.PostAsync<SyncSetSummary>(
            "/api/sync-sets", new CreateSyncSetRequest("pens", "primary", ["pen", "cap"], "last-write-wins", SyncMode.Scheduled, "0 3 * * *", "Europe/Berlin"), HttpStatusCode.Created);
        Assert.Equal(("pens", SyncMode.Scheduled, "Europe/Berlin"), (made.Name, made.Mode, made.TimeZone));
        Assert.Equal(["primary"], made.Databases);
        Assert.Equal([("cap", "last-write-wins"), ("pen", "last-write-wins")], made.Tables.Select(t => (t.Name, t.Policy)));
    }

    [Theory]
    [InlineData("tables.books", "books")]
    [InlineData("tables.none", "none")]
    [InlineData("tables.cap", "cap")]
    [InlineData("tables.heap", "heap")]
    public async Task Create_WithATableThatDoesNotFit_NamesIt(string field, string table)
    {
        var refused = await _admin.ProblemAsync("POST", "/api/sync-sets", new CreateSyncSetRequest("pens", "primary", [table]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.True(refused.Body.GetProperty("errors").TryGetProperty(field, out _));
        Assert.Single(await _admin.GetAsync<List<SyncSetSummary>>("/api/sync-sets"));
    }

    [Theory]
    [InlineData("toss-a-coin")]
    [InlineData("keep-both")]
    public async Task Create_WithAPolicyThatCantBeUsed_NamesIt(string policy)
    {
        var refused = await _admin.ProblemAsync("POST", "/api/sync-sets", new CreateSyncSetRequest("pens", "primary", ["pen"], policy));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.True(refused.Body.GetProperty("errors").TryGetProperty("policy", out _));
    }

    [Fact]
    public async Task Remove_ClosesItsConflicts_AndForgetsItsDatabases()
    {
        await _api.Hub.ConflictAsync(1, null, HubSeed.Book(1, "a"), HubSeed.Book(1, "b"));
        Assert.Equal(HttpStatusCode.Accepted, (await _admin.SendAsync("DELETE", "/api/sync-sets/library")).StatusCode);
        Assert.Empty(await _admin.GetAsync<List<SyncSetSummary>>("/api/sync-sets"));
        await using var db = _api.Hub.CreateContext();
        var conflict = await db.Conflicts.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((ConflictStatus.Resolved, "sync-set-removed"), (conflict.Status, conflict.Resolution));
        Assert.False(await db.SyncRoutes.AnyAsync(TestContext.Current.CancellationToken));
    }
}
