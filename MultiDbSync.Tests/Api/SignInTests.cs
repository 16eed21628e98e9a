using System.Net;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

public sealed class SignInTests(ApiFactory api) : IClassFixture<ApiFactory>
{
    [Fact]
    public async Task SignIn_UnknownAccount_AnswersLikeWrongPassword()
    {
        using var known = await api.RegisteredAsync("known@example.org");
        using var caller = api.Anonymous();
        var wrong = await caller.ProblemAsync("POST", "/api/auth/login", new SignInRequest("known@example.org", "not the passphrase"));
        var unknown = await caller.ProblemAsync("POST", "/api/auth/login", new SignInRequest("unknown@example.org", "not the passphrase"));

        Assert.Equal((HttpStatusCode.Unauthorized, "sign-in-failed"), (wrong.Status, wrong.Type));
        Assert.Equal((wrong.Status, wrong.Type), (unknown.Status, unknown.Type));
        Assert.Equal(wrong.Body.GetProperty("title").GetString(), unknown.Body.GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("locked@example.org", true)]
    [InlineData("nobody@example.org", false)]
    public async Task SignIn_AfterFiveFailures_LocksThisAddressAloneForAWhile(string email, bool exists)
    {
        using var owner = exists ? await api.RegisteredAsync(email) : api.Anonymous();
        using var guesser = api.Anonymous().WithHeader("X-Forwarded-For", "203.0.113.7");
        for (var i = 0; i < 5; i++) Assert.Equal("sign-in-failed", (await guesser.ProblemAsync("POST", "/api/auth/login", new SignInRequest(email, "guess guess guess"))).Type);

        var locked = await guesser.SendAsync("POST", "/api/auth/login", new SignInRequest(email, ApiCaller.Password));
        Assert.Equal(HttpStatusCode.TooManyRequests, locked.StatusCode);
        Assert.InRange(locked.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        if (!exists) return;

        using var elsewhere = api.Anonymous().WithHeader("X-Forwarded-For", "203.0.113.8");
        await elsewhere.PostAsync<SignInResponse>("/api/auth/login", new SignInRequest(email, ApiCaller.Password));
        api.Clock.Advance(TimeSpan.FromSeconds(61));
        await guesser.PostAsync<SignInResponse>("/api/auth/login", new SignInRequest(email, ApiCaller.Password));
    }

    [Fact]
    public async Task SignIn_ManyGuessesAtOnce_GainNothing()
    {
        using var owner = await api.RegisteredAsync("burst@example.org");
        using var guesser = api.Anonymous().WithHeader("X-Forwarded-For", "203.0.113.9");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => guesser.SendAsync("POST", "/api/auth/login", new SignInRequest("burst@example.org", $"guess number {i}"))));
        Assert.Equal(5, answers.Count(a => a.StatusCode == HttpStatusCode.Unauthorized));
        Assert.Equal(15, answers.Count(a => a.StatusCode == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task SignIn_AboveTheRate_Answers429WithRetryAfter()
    {
        using var strict = new ApiFactory().With("RateLimits:SignInPerMinute", "3");
        using var caller = strict.Anonymous();
        for (var i = 0; i < 3; i++) await caller.SendAsync("POST", "/api/auth/login", new SignInRequest($"a{i}@example.org", "not the passphrase"));
        var response = await caller.SendAsync("POST", "/api/auth/login", new SignInRequest("b@example.org", "not the passphrase"));
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }
}
