using System.Net;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

public sealed class SessionTests(ApiFactory api) : IClassFixture<ApiFactory>
{
    [Fact]
    public async Task RoleChange_ActsOnOpenTokens_AndShowsInRefresh()
    {
        using var admin = await api.AdminAsync();
        using var person = await api.RegisteredAsync("promoted@example.org");
        Assert.Equal(HttpStatusCode.Forbidden, (await person.SendAsync("POST", "/api/demo")).StatusCode);

        await admin.PutAsync<UserSummary>($"/api/users/{person.Session!.UserId}", new UpdateUserRequest(Roles.Operator, null));
        Assert.Equal(HttpStatusCode.Accepted, (await person.SendAsync("POST", "/api/demo")).StatusCode);
        Assert.Equal(Roles.Operator, (await RefreshAsync(person)).Role);

        await admin.PutAsync<UserSummary>($"/api/users/{person.Session!.UserId}", new UpdateUserRequest(Roles.Viewer, null));
        Assert.Equal(HttpStatusCode.Forbidden, (await person.SendAsync("POST", "/api/demo")).StatusCode);
    }

    [Fact]
    public async Task Disabling_EndsTokens_AndSignIn()
    {
        using var admin = await api.AdminAsync();
        using var person = await api.RegisteredAsync("disabled@example.org");
        await admin.PutAsync<UserSummary>($"/api/users/{person.Session!.UserId}", new UpdateUserRequest(null, true));

        Assert.Equal(HttpStatusCode.Unauthorized, (await person.SendAsync("GET", "/api/sync-status")).StatusCode);
        Assert.Equal("session-ended", (await person.ProblemAsync("POST", "/api/auth/refresh", new RefreshRequest(person.Session.RefreshToken))).Type);
        Assert.Equal("sign-in-failed", (await person.ProblemAsync("POST", "/api/auth/login", new SignInRequest("disabled@example.org", ApiCaller.Password))).Type);

        await admin.PutAsync<UserSummary>($"/api/users/{person.Session.UserId}", new UpdateUserRequest(null, false));
        Assert.Equal("session-ended", (await person.ProblemAsync("POST", "/api/auth/refresh", new RefreshRequest(person.Session.RefreshToken))).Type);
        await person.PostAsync<SignInResponse>("/api/auth/login", new SignInRequest("disabled@example.org", ApiCaller.Password));
    }

    [Fact]
    public async Task ChangeByAnotherProcess_ActsWithinHalfAMinute()
    {
        using var person = await api.RegisteredAsync("elsewhere@example.org");
        await person.GetAsync<UserSummary>("/api/auth/me");
        await using (var connection = await api.Hub.OpenAsync(TestContext.Current.CancellationToken))
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "UPDATE AspNetUsers SET SecurityStamp = 'another' WHERE Email = 'elsewhere@example.org'";
            Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        api.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.SendAsync("GET", "/api/auth/me")).StatusCode);
        Assert.Equal("session-ended", (await person.ProblemAsync("POST", "/api/auth/refresh", new RefreshRequest(person.Session!.RefreshToken))).Type);
    }

    [Fact]
    public async Task SignOut_EndsThisSessionAlone()
    {
        using var here = await api.RegisteredAsync("twoplaces@example.org");
        using var there = api.Anonymous();
        there.As(await there.PostAsync<SignInResponse>("/api/auth/login", new SignInRequest("twoplaces@example.org", ApiCaller.Password)));

        Assert.Equal(HttpStatusCode.NoContent, (await here.SendAsync("POST", "/api/auth/logout")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await here.SendAsync("GET", "/api/auth/me")).StatusCode);
        Assert.Equal("session-ended", (await here.ProblemAsync("POST", "/api/auth/refresh", new RefreshRequest(here.Session!.RefreshToken))).Type);
        await there.GetAsync<UserSummary>("/api/auth/me");
    }

    [Fact]
    public async Task AccessToken_Expires_RefreshLastsTillTheSessionEnds()
    {
        using var own = new ApiFactory().With("Sessions:IdleMinutes", "60");
        using var person = await own.RegisteredAsync("long@example.org");
        own.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.SendAsync("GET", "/api/auth/me")).StatusCode);
        for (var i = 0; i < 22; i++)
        {
            person.As(await RefreshAsync(person));
            await person.GetAsync<UserSummary>("/api/auth/me");
            own.Clock.Advance(TimeSpan.FromMinutes(31));
        }

        // 11 hours 53 minutes: what is left is shorter than a token's life, and no use prolongs it.
        person.As(await RefreshAsync(person));
        await person.GetAsync<UserSummary>("/api/auth/me");
        own.Clock.Advance(TimeSpan.FromMinutes(8));
        Assert.Equal("session-ended", (await person.ProblemAsync("POST", "/api/auth/refresh", new RefreshRequest(person.Session!.RefreshToken))).Type);
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.SendAsync("GET", "/api/auth/me")).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("rubbish")]
    public async Task Refresh_WithRubbish_IsRefused(string token)
    {
        using var caller = api.Anonymous();
        Assert.Equal("session-ended", (await caller.ProblemAsync("POST", "/api/auth/refresh", new RefreshRequest(token))).Type);
    }

    [Fact]
    public async Task RefreshToken_IsNoAccessToken()
    {
        using var person = await api.RegisteredAsync("swapped@example.org");
        person.As(person.Session! with { AccessToken = person.Session!.RefreshToken });
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.SendAsync("GET", "/api/auth/me")).StatusCode);
    }

    private static Task<SignInResponse> RefreshAsync(ApiCaller person) =>
        person.PostAsync<SignInResponse>("/api/auth/refresh", new RefreshRequest(person.Session!.RefreshToken));
}
