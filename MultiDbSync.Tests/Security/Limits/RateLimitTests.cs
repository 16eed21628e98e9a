using System.Globalization;
using System.Net;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.Api;

namespace MultiDbSync.Tests.Security.Limits;

/// <summary>Whoever asks too often is told when to come again, and nothing is done for them.</summary>
public sealed class RateLimitTests
{
    private static readonly Dictionary<string, (string Setting, object? Body)> Limited = new()
    {
        ["POST /api/auth/login"] = ("SignIn", new SignInRequest("nobody@example.org", "x")),
        ["POST /api/auth/register"] = ("SignIn", new RegisterRequest("nobody", "x")),
        ["POST /api/auth/setup"] = ("SignIn", new SetupRequest("x", "nobody", "x")),
        ["POST /api/auth/refresh"] = ("Refresh", new RefreshRequest("x")),
        ["POST /api/run-query"] = ("Query", new RunQueryRequest("none", "SELECT 1", null)),
        ["POST /api/explain-query"] = ("Query", new ExplainQueryRequest("none", "SELECT 1")),
        ["GET /api/audit/export"] = ("Query", null),
        ["POST /api/databases/test"] = ("TestConnection", new TestConnectionRequest("none", "x")),
        ["POST /api/databases"] = ("TestConnection", new AddDatabaseRequest("x", "none", "x", null)),
        ["POST /api/mail/test"] = ("TestConnection", new Contracts.Mail.SendTestMailRequest(null)),
        ["POST /api/trigger-manual-sync"] = ("SyncNow", new TriggerSyncRequest("none")),
        ["POST /api/demo"] = ("SyncNow", null),
    };

    public static TheoryData<string> Calls => [.. Limited.Keys];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_AboveItsLimit_IsTooMany_WithATimeToWait(string call)
    {
        var (setting, body) = Limited[call];
        var (method, path) = (call.Split(' ')[0], call.Split(' ')[1]);
        using var api = new ApiFactory().With($"RateLimits:{setting}PerMinute", "2");
        using var caller = setting is "SignIn" or "Refresh" ? api.Anonymous() : await api.AdminAsync();

        for (var i = 0; i < 2; i++)
        {
            using var allowed = await caller.SendAsync(method, path, body);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, allowed.StatusCode);
        }

        using var refused = await caller.SendAsync(method, path, body);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(int.Parse(Assert.Single(refused.Headers.GetValues("Retry-After")), CultureInfo.InvariantCulture), 1, 60);
        Assert.Equal("too-many-requests", (await caller.ProblemAsync(method, path, body)).Type);
    }

    [Fact]
    public async Task Limit_OfOnePerson_IsNotAnothers()
    {
        using var api = new ApiFactory().With("RateLimits:QueryPerMinute", "1");
        using var first = await api.AdminAsync();
        using var second = await api.SignedInAsync(Roles.Operator);
        var query = new RunQueryRequest("none", "SELECT 1", null);
        await first.SendAsync("POST", "/api/run-query", query);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await first.SendAsync("POST", "/api/run-query", query)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await second.SendAsync("POST", "/api/run-query", query)).StatusCode);
    }
}
