using System.Net;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

public sealed class SetupTests
{
    [Fact]
    public async Task Setup_WithToken_MakesAdminOnce()
    {
        using var api = new ApiFactory();
        using var caller = api.Anonymous();
        Assert.True((await caller.GetAsync<SetupStatus>("/api/auth/setup")).Needed);

        var session = await caller.PostAsync<SignInResponse>("/api/auth/setup", Request("first@example.org"));
        Assert.Equal(Roles.Admin, session.Role);
        Assert.False((await caller.GetAsync<SetupStatus>("/api/auth/setup")).Needed);

        var again = await caller.ProblemAsync("POST", "/api/auth/setup", Request("second@example.org"));
        Assert.Equal((HttpStatusCode.Conflict, "setup-done"), (again.Status, again.Type));
    }

    [Fact]
    public async Task Setup_ManyAtOnce_MakesOneAdmin()
    {
        using var api = new ApiFactory();
        using var caller = api.Anonymous();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => caller.SendAsync("POST", "/api/auth/setup", Request($"admin{i}@example.org"))));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a.StatusCode != HttpStatusCode.OK), a => Assert.Equal(HttpStatusCode.Conflict, a.StatusCode));
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    public async Task Setup_WithWrongToken_IsRefused(string token)
    {
        using var api = new ApiFactory();
        using var caller = api.Anonymous();
        var refused = await caller.ProblemAsync("POST", "/api/auth/setup", new SetupRequest(token, "a@example.org", ApiCaller.Password));
        Assert.Equal((HttpStatusCode.Forbidden, "setup-token-wrong"), (refused.Status, refused.Type));
    }

    [Fact]
    public async Task Setup_WithoutConfiguredToken_AcceptsNone()
    {
        using var api = new ApiFactory().With("Setup:Token", "");
        using var caller = api.Anonymous();
        Assert.Equal("setup-token-wrong", (await caller.ProblemAsync("POST", "/api/auth/setup", new SetupRequest("", "a@example.org", ApiCaller.Password))).Type);
    }

    private static SetupRequest Request(string email) => new(ApiFactory.SetupToken, email, ApiCaller.Password);
}
