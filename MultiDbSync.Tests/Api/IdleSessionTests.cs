using System.Net;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

/// <summary>A session that nobody uses ends, however much goes on in its pages by itself.</summary>
public sealed class IdleSessionTests : IDisposable
{
    private readonly ApiFactory _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Session_UnusedForThirtyMinutes_Ends()
    {
        using var person = await _api.RegisteredAsync("idle@example.org");
        _api.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal("session-ended", (await person.ProblemAsync("POST", "/api/auth/refresh", new RefreshRequest(person.Session!.RefreshToken))).Type);
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.SendAsync("GET", "/api/auth/me")).StatusCode);
    }

    [Fact]
    public async Task Session_UsedNowAndThen_GoesOn()
    {
        using var person = await _api.RegisteredAsync("busy@example.org");
        for (var i = 0; i < 5; i++)
        {
            _api.Clock.Advance(TimeSpan.FromMinutes(25));
            person.As(await person.PostAsync<SignInResponse>("/api/auth/refresh", new RefreshRequest(person.Session!.RefreshToken)));
            await person.GetAsync<UserSummary>("/api/auth/me");
        }
    }

    [Fact]
    public async Task Refreshing_IsNoUse()
    {
        using var person = await _api.RegisteredAsync("refreshes@example.org");
        _api.Clock.Advance(TimeSpan.FromMinutes(25));
        person.As(await person.PostAsync<SignInResponse>("/api/auth/refresh", new RefreshRequest(person.Session!.RefreshToken)));
        _api.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.SendAsync("GET", "/api/auth/me")).StatusCode);
    }

    [Fact]
    public async Task BackgroundCalls_AreAnswered_ButAreNoUse()
    {
        using var person = await _api.RegisteredAsync("watches@example.org");
        person.WithHeader(BackgroundCall.Header, BackgroundCall.Value);
        for (var i = 0; i < 29; i++)
        {
            _api.Clock.Advance(TimeSpan.FromMinutes(1));
            await person.GetAsync<UserSummary>("/api/auth/me");
        }

        _api.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.SendAsync("GET", "/api/auth/me")).StatusCode);
        using var again = _api.Anonymous();
        again.As(await again.PostAsync<SignInResponse>("/api/auth/login", new SignInRequest("watches@example.org", ApiCaller.Password)));
        Assert.True(Assert.Single(await again.GetAsync<List<SessionSummary>>("/api/auth/sessions")).IsCurrent);
    }

    [Fact]
    public async Task Use_RightAfterABackgroundCall_Counts()
    {
        using var console = await _api.RegisteredAsync("both@example.org");
        using var person = _api.Anonymous().As(console.Session!);
        console.WithHeader(BackgroundCall.Header, BackgroundCall.Value);
        _api.Clock.Advance(TimeSpan.FromMinutes(20));
        await console.GetAsync<UserSummary>("/api/auth/me");
        await person.GetAsync<UserSummary>("/api/auth/me");
        person.As(await person.PostAsync<SignInResponse>("/api/auth/refresh", new RefreshRequest(person.Session!.RefreshToken)));
        _api.Clock.Advance(TimeSpan.FromMinutes(20));
        await person.GetAsync<UserSummary>("/api/auth/me");
    }

    [Fact]
    public async Task IdleTime_IsASetting()
    {
        using var strict = new ApiFactory().With("Sessions:IdleMinutes", "5");
        using var person = await strict.RegisteredAsync("strict@example.org");
        strict.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.SendAsync("GET", "/api/auth/me")).StatusCode);
    }
}
