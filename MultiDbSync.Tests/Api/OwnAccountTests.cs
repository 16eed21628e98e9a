using System.Net;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

public sealed class OwnAccountTests(ApiFactory api) : IClassFixture<ApiFactory>
{
    private const string Another = "an entirely different passphrase";

    [Fact]
    public async Task Password_Changed_EndsOtherSessions_AndOldTokens()
    {
        using var here = await api.RegisteredAsync("changes@example.org");
        using var there = await SignInAsync("changes@example.org", ApiCaller.Password);
        var old = here.Session!;
        here.As(await here.PostAsync<SignInResponse>("/api/auth/password", new ChangePasswordRequest(ApiCaller.Password, Another)));

        await here.GetAsync<UserSummary>("/api/auth/me");
        here.As(await here.PostAsync<SignInResponse>("/api/auth/refresh", new RefreshRequest(here.Session!.RefreshToken)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await there.SendAsync("GET", "/api/auth/me")).StatusCode);
        using var thief = api.Anonymous().As(old);
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.SendAsync("GET", "/api/auth/me")).StatusCode);
        Assert.Equal("session-ended", (await thief.ProblemAsync("POST", "/api/auth/refresh", new RefreshRequest(old.RefreshToken))).Type);
        Assert.Equal("sign-in-failed", (await there.ProblemAsync("POST", "/api/auth/login", new SignInRequest("changes@example.org", ApiCaller.Password))).Type);
        using var again = await SignInAsync("changes@example.org", Another);

        using var admin = await api.AdminAsync();
        var entry = Assert.Single((await admin.GetAsync<Page<AuditRecord>>("/api/audit?action=user.password&outcome=Done")).Items);
        Assert.Equal(("user changes@example.org", """{"endedSessions":1}"""), (entry.Subject, entry.After));
    }

    [Fact]
    public async Task Password_NeedsTheCurrentOne_AndKeepsTheRules()
    {
        using var person = await api.RegisteredAsync("keeps@example.org");
        foreach (var bad in new[] { "short", "passwordpassword", "keeps@example.org", "" })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await person.ProblemAsync("POST", "/api/auth/password", new ChangePasswordRequest(ApiCaller.Password, bad))).Status);
        for (var i = 0; i < 5; i++)
        {
            var refused = await person.ProblemAsync("POST", "/api/auth/password", new ChangePasswordRequest("a wrong passphrase", Another));
            Assert.Equal((HttpStatusCode.Forbidden, "sign-in-failed"), (refused.Status, refused.Type));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await person.ProblemAsync("POST", "/api/auth/password", new ChangePasswordRequest(ApiCaller.Password, Another))).Status);
        await person.GetAsync<UserSummary>("/api/auth/me");
    }

    [Fact]
    public async Task Sessions_TellWhereFrom_AndEndButThisOne()
    {
        using var here = await api.RegisteredAsync("sessions@example.org");
        using var there = api.Anonymous().WithHeader("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");
        there.As(await there.PostAsync<SignInResponse>("/api/auth/login", new SignInRequest("sessions@example.org", ApiCaller.Password)));
        api.Clock.Advance(TimeSpan.FromMinutes(2));
        await here.GetAsync<UserSummary>("/api/auth/me");

        var sessions = await here.GetAsync<List<SessionSummary>>("/api/auth/sessions");
        Assert.Equal([true, false], sessions.Select(s => s.IsCurrent));
        Assert.Equal(("127.0.0.1", true), (sessions[1].Address, sessions[1].Agent.Contains("Firefox", StringComparison.Ordinal)));
        Assert.Equal(api.Clock.GetUtcNow().ToUnixTimeMilliseconds(), sessions[0].LastSeenAt.ToUnixTimeMilliseconds());

        Assert.Equal(HttpStatusCode.NoContent, (await here.SendAsync("DELETE", "/api/auth/sessions")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await there.SendAsync("GET", "/api/auth/me")).StatusCode);
        Assert.True(Assert.Single(await here.GetAsync<List<SessionSummary>>("/api/auth/sessions")).IsCurrent);
    }

    [Fact]
    public async Task Admin_SeesSessions_AndSignsOutEverywhere()
    {
        using var admin = await api.AdminAsync();
        using var person = await api.RegisteredAsync("leaves@example.org");
        var address = $"/api/users/{person.Session!.UserId}/sessions";
        Assert.False(Assert.Single(await admin.GetAsync<List<SessionSummary>>(address)).IsCurrent);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.SendAsync("DELETE", address)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.SendAsync("GET", "/api/auth/me")).StatusCode);
        Assert.Empty(await admin.GetAsync<List<SessionSummary>>(address));
        var entry = (await admin.GetAsync<Page<AuditRecord>>("/api/audit?action=user.end-sessions&subject=leaves")).Items[0];
        Assert.Equal("user leaves@example.org", entry.Subject);
    }

    private async Task<ApiCaller> SignInAsync(string email, string password)
    {
        var caller = api.Anonymous();
        return caller.As(await caller.PostAsync<SignInResponse>("/api/auth/login", new SignInRequest(email, password)));
    }
}
