using System.Net;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

public sealed class AuditTests
{
    private const string Secret = "correct-horse-battery";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIns_AreTold_WithWhoAndFromWhere_AndNeverWithWhatWasTyped()
    {
        using var api = new ApiFactory();
        using var admin = await api.AdminAsync();
        using var caller = api.Anonymous();
        await caller.SendAsync("POST", "/api/auth/login", new SignInRequest("admin@example.org", Secret));
        await caller.SendAsync("POST", "/api/auth/login", new SignInRequest(Secret, Secret));
        caller.As(await caller.PostAsync<SignInResponse>("/api/auth/login", new SignInRequest("admin@example.org", ApiCaller.Password)));
        await caller.SendAsync("POST", "/api/auth/logout");

        var entries = (await ReadAsync(admin, "?action=session")).Items;
        Assert.Equal(
            [("session.end", "admin@example.org", AuditOutcome.Done), ("session.begin", "admin@example.org", AuditOutcome.Done),
             ("session.begin", "unknown account", AuditOutcome.Refused), ("session.begin", "admin@example.org", AuditOutcome.Refused)],
            entries.Select(e => (e.Action, e.Actor, e.Outcome)));
        Assert.All(entries, e => Assert.Equal("127.0.0.1", e.Address));
        Assert.Equal("{\"role\":\"Admin\"}", Assert.Single((await ReadAsync(admin, "?action=user.set-up")).Items).After);
        await AssertNowhereAsync(api, Secret, ApiCaller.Password, admin.Session!.AccessToken, admin.Session.RefreshToken, ApiFactory.SetupToken);
    }

    [Fact]
    public async Task Refusals_AreTold_AlsoOfReading_ButNotWithoutEnd()
    {
        using var api = new ApiFactory();
        using var viewer = await api.SignedInAsync(Roles.Viewer);
        await viewer.SendAsync("GET", "/api/users");
        await viewer.SendAsync("PUT", "/api/databases/primary/priority", new SetPriorityRequest(1));
        using var admin = await api.AdminAsync();
        var entries = (await ReadAsync(admin, "?outcome=Refused")).Items;
        Assert.Equal([("database.rank", "database primary"), ("access", "GET /api/users")], entries.Select(e => (e.Action, e.Subject)));
        Assert.All(entries, e => Assert.Equal("viewer@example.org", e.Actor));

        for (var i = 0; i < 40; i++) await viewer.SendAsync("GET", "/api/users");
        Assert.Equal(30, (await ReadAsync(admin, "?outcome=Refused")).Total);
        using var stranger = api.Anonymous();
        for (var i = 0; i < 5; i++) await stranger.SendAsync("POST", "/api/demo");
        await stranger.WithHeader("X-Api-Key", Secret).SendAsync("POST", "/api/demo");
        Assert.Equal(("session.begin", "operator key"), Assert.Single((await ReadAsync(admin, "?actor=operator")).Items) is var e2 ? (e2.Action, e2.Actor) : default);
        await AssertNowhereAsync(api, Secret);
    }

    [Fact]
    public async Task Changes_AreTold_WithBeforeAndAfter_AndWithoutConnectionStrings()
    {
        using var api = new ApiFactory();
        using var admin = await api.AdminAsync();
        await api.Hub.SeedAsync(HubSeed.Node("primary"), HubSeed.Node("mysql_sim"));
        await admin.PutAsync<DatabaseSummary>("/api/databases/primary/enabled", new SetEnabledRequest(false));
        await admin.SendAsync("POST", "/api/databases", new AddDatabaseRequest("third", "sqlite", $"Data Source=/no/such/file;Password={Secret}", null));
        await admin.SendAsync("DELETE", "/api/databases/mysql_sim");
        var entries = (await ReadAsync(admin, "?action=database")).Items;
        Assert.Equal(
            [("database.remove", "database mysql_sim", AuditOutcome.Done), ("database.add", "database third", AuditOutcome.NotDone), ("database.switch", "database primary", AuditOutcome.Done)],
            entries.Select(e => (e.Action, e.Subject, e.Outcome)));
        Assert.Equal(("{\"enabled\":true}", "{\"enabled\":false}"), (entries[2].Before, entries[2].After));
        await AssertNowhereAsync(api, Secret, "hush", "/no/such/file");
    }

    [Fact]
    public async Task RoleChange_TellsBothRoles()
    {
        using var api = new ApiFactory();
        using var person = await api.SignedInAsync(Roles.Operator);
        using var admin = await api.AdminAsync();
        var entry = Assert.Single((await ReadAsync(admin, "?action=user.change")).Items);
        Assert.Equal(("user operator@example.org", "admin@example.org"), (entry.Subject, entry.Actor));
        Assert.Equal(("""{"role":"Viewer","disabled":false}""", """{"role":"Operator","disabled":false}"""), (entry.Before, entry.After));
    }

    [Fact]
    public async Task Decisions_AreTold_EachForItself_WithoutValues()
    {
        using var api = new ApiFactory();
        using var person = await api.SignedInAsync(Roles.Operator);
        await api.Hub.SeedAsync(HubSeed.Node("primary"), HubSeed.Node("mysql_sim"));
        await api.Hub.ConflictsAsync(3);
        await person.PostAsync<ConflictDetail>("/api/resolve-conflict", new ResolveConflictRequest(1, 1, ConflictChoice.KeepRight, null, Secret));
        await person.SendAsync("POST", "/api/conflicts/1/comments", new CommentConflictRequest(Secret));
        var preview = await person.PostAsync<ResolutionPreview>("/api/conflicts/preview-resolution", new PreviewResolutionRequest(new ConflictSelection(), ConflictChoice.KeepLeft));
        await person.PostAsync<ResolveManyResult>("/api/conflicts/resolve-many", new ResolveManyRequest(new ConflictSelection(), ConflictChoice.KeepLeft, null, preview.Token));

        using var admin = await api.AdminAsync();
        var entries = (await ReadAsync(admin, "?action=conflict")).Items;
        Assert.Equal(
            [("conflict.resolve-many", "open conflicts"), ("conflict.resolve", "conflict 3"), ("conflict.resolve", "conflict 2"), ("conflict.comment", "conflict 1"), ("conflict.resolve", "conflict 1")],
            entries.Select(e => (e.Action, e.Subject)));
        Assert.Contains("\"resolved\":2", entries[0].After, StringComparison.Ordinal);
        Assert.Contains("KeepRight", entries[4].After, StringComparison.Ordinal);
        await AssertNowhereAsync(api, Secret, "left", "base");
    }

    [Fact]
    public async Task Queries_AreTold_WithoutTheirText()
    {
        using var api = new ApiFactory();
        using var person = await api.SignedInAsync(Roles.Operator);
        await person.SendAsync("POST", "/api/run-query", new RunQueryRequest("none", $"SELECT '{Secret}'", null));
        await person.PostAsync<SavedQuery>("/api/saved-queries", new SaveQueryRequest("mine", $"SELECT '{Secret}'", ["none"], true), HttpStatusCode.Created);
        using var admin = await api.AdminAsync();
        Assert.Equal("database none", Assert.Single((await ReadAsync(admin, "?action=query.run")).Items).Subject);
        Assert.Equal("saved query mine", Assert.Single((await ReadAsync(admin, "?action=saved-query.add")).Items).Subject);
        await AssertNowhereAsync(api, Secret);
    }

    private static Task<Page<AuditRecord>> ReadAsync(ApiCaller admin, string filter) => admin.GetAsync<Page<AuditRecord>>("/api/audit" + filter);

    private static async Task AssertNowhereAsync(ApiFactory api, params string[] secrets)
    {
        await using var db = api.Hub.CreateContext();
        foreach (var entry in await db.AuditEntries.AsNoTracking().ToListAsync(Cancel))
            foreach (var secret in secrets)
                Assert.DoesNotContain(secret, string.Join('\n', entry.Actor, entry.Subject, entry.Before, entry.After), StringComparison.Ordinal);
    }
}
