using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Api.Identity.Accounts;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

public sealed class ApiKeyTests(ApiFactory api) : IClassFixture<ApiFactory>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ApiKeyScopes.Read, true, false, false, false)]
    [InlineData(ApiKeyScopes.Operate, true, true, false, false)]
    [InlineData(ApiKeyScopes.Query, true, false, true, false)]
    [InlineData(ApiKeyScopes.Admin, true, true, false, true)]
    public async Task Key_MayDoWhatItsScopeSays_AndNoMore(string scope, bool read, bool operate, bool query, bool admin)
    {
        using var program = api.Anonymous().WithKey((await CreateAsync($"scope {scope}", scope)).Key);
        Assert.Equal(read, await MayAsync(program, "GET", "/api/sync-status"));
        Assert.Equal(operate, await MayAsync(program, "POST", "/api/runs/404/cancel"));
        Assert.Equal(query, await MayAsync(program, "GET", "/api/query-language/none"));
        Assert.Equal(admin, await MayAsync(program, "DELETE", "/api/databases/none"));
        Assert.False(await MayAsync(program, "GET", "/api/keys"));
        Assert.False(await MayAsync(program, "POST", "/api/keys", new CreateApiKeyRequest("another", [scope])));
        Assert.False(await MayAsync(program, "PUT", "/api/users/none", new UpdateUserRequest(Roles.Admin, null)));
        Assert.False(await MayAsync(program, "POST", "/api/auth/password", new ChangePasswordRequest("x", "a password of its own")));
    }

    [Fact]
    public async Task Key_IsShownOnce_AndKeptAsAHash()
    {
        using var admin = await api.AdminAsync();
        var created = await CreateAsync("shown once", ApiKeyScopes.Read);
        Assert.StartsWith("mds_", created.Key, StringComparison.Ordinal);
        Assert.True(created.Key.Length >= 47);
        var listed = await (await admin.SendAsync("GET", "/api/keys")).Content.ReadAsStringAsync(Cancel);
        Assert.Contains("shown once", listed, StringComparison.Ordinal);
        Assert.DoesNotContain(created.Key, listed, StringComparison.Ordinal);
        Assert.StartsWith(created.Summary.Start, created.Key, StringComparison.Ordinal);

        await using var scope = api.Services.CreateAsyncScope();
        var kept = await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().ApiKeys.SingleAsync(k => k.Name == "shown once", Cancel);
        Assert.DoesNotContain(created.Key[10..], kept.Hash + kept.Start, StringComparison.Ordinal);
        Assert.Equal(64, kept.Hash.Length);
    }

    [Fact]
    public async Task Key_Expires_AfterNinetyDays()
    {
        using var own = new ApiFactory();
        var created = await CreateAsync("expires", ApiKeyScopes.Read, own);
        using var program = own.Anonymous().WithKey(created.Key);
        own.Clock.Advance(TimeSpan.FromDays(90) - TimeSpan.FromMinutes(1));
        Assert.True(await MayAsync(program, "GET", "/api/sync-status"));
        own.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.SendAsync("GET", "/api/sync-status")).StatusCode);

        using var admin = await own.AdminAsync();
        var key = Assert.Single(await admin.GetAsync<List<ApiKeySummary>>("/api/keys"));
        Assert.Equal(own.Clock.GetUtcNow().AddMinutes(-1).ToUnixTimeMilliseconds(), key.LastUsedAt?.ToUnixTimeMilliseconds());
        Assert.Equal("key expires", (await admin.GetAsync<Page<AuditRecord>>("/api/audit?action=session.begin&outcome=Refused")).Items[0].Actor);
    }

    [Fact]
    public async Task Key_Revoked_IsWorthNothingAtOnce()
    {
        using var admin = await api.AdminAsync();
        var created = await CreateAsync("revoked", ApiKeyScopes.Operate);
        using var program = api.Anonymous().WithKey(created.Key);
        Assert.True(await MayAsync(program, "GET", "/api/sync-status"));
        Assert.Equal(HttpStatusCode.NoContent, (await admin.SendAsync("DELETE", $"/api/keys/{created.Summary.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.SendAsync("GET", "/api/sync-status")).StatusCode);
    }

    [Fact]
    public async Task Key_MadeUsedAndRevoked_IsAudited_WithoutTheKey()
    {
        using var admin = await api.AdminAsync();
        var created = await CreateAsync("audited", ApiKeyScopes.Operate);
        using var program = api.Anonymous().WithKey(created.Key);
        Assert.Equal(HttpStatusCode.Accepted, (await program.SendAsync("POST", "/api/demo")).StatusCode);
        await admin.SendAsync("DELETE", $"/api/keys/{created.Summary.Id}");

        var entries = (await admin.GetAsync<Page<AuditRecord>>("/api/audit?subject=audited")).Items;
        Assert.Equal(["key.create", "key.revoke"], entries.Select(e => e.Action).Order());
        Assert.Equal("run.demo", Assert.Single((await admin.GetAsync<Page<AuditRecord>>("/api/audit?actor=key%20audited")).Items).Action);
        Assert.All(entries, e => Assert.DoesNotContain(created.Key, e.After + e.Before, StringComparison.Ordinal));
        Assert.Contains(created.Summary.Start, entries.Single(e => e.Action == "key.create").After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_NeedsNameScopeAndAnEnd()
    {
        using var admin = await api.AdminAsync();
        await CreateAsync("taken", ApiKeyScopes.Read);
        Assert.Equal("name-taken", (await admin.ProblemAsync("POST", "/api/keys", new CreateApiKeyRequest(" taken ", [ApiKeyScopes.Read]))).Type);
        foreach (var bad in new[]
        {
            new CreateApiKeyRequest("", [ApiKeyScopes.Read]), new CreateApiKeyRequest("x", []), new CreateApiKeyRequest("x", ["everything"]),
            new CreateApiKeyRequest("x", [ApiKeyScopes.Read], 0), new CreateApiKeyRequest("x", [ApiKeyScopes.Read], 366),
        })
            Assert.Equal("invalid", (await admin.ProblemAsync("POST", "/api/keys", bad)).Type);
    }

    [Theory]
    [InlineData("mds_")]
    [InlineData("mds_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task UnknownKey_IsNobody(string key)
    {
        using var program = api.Anonymous().WithKey(key);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.SendAsync("GET", "/api/sync-status")).StatusCode);
    }

    [Fact]
    public async Task Me_IsTheKey()
    {
        using var program = api.Anonymous().WithKey((await CreateAsync("who am I", ApiKeyScopes.Query)).Key);
        var me = await program.GetAsync<UserSummary>("/api/auth/me");
        Assert.Equal(("key who am I", Roles.Viewer), (me.Email, me.Role));
    }

    private static async Task<bool> MayAsync(ApiCaller caller, string method, string path, object? body = null) =>
        (await caller.SendAsync(method, path, body)).StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized);

    private async Task<CreatedApiKey> CreateAsync(string name, string scope, ApiFactory? of = null)
    {
        using var admin = await (of ?? api).AdminAsync();
        return await admin.PostAsync<CreatedApiKey>("/api/keys", new CreateApiKeyRequest(name, [scope]), HttpStatusCode.Created);
    }
}
