using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Api.Features.Status;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

public sealed class ProblemTests(ApiFactory api) : IClassFixture<ApiFactory>
{
    [Theory]
    [InlineData("GET", "/api/nothing", null, HttpStatusCode.NotFound, "not-found")]
    [InlineData("GET", "/api/get-conflicts?page=abc", null, HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("GET", "/api/get-conflicts?sort=colour", null, HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("GET", "/api/runs?pageSize=100000", null, HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("GET", "/api/runs?status=Asleep", null, HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("GET", "/api/sync-metrics?minutes=0", null, HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("POST", "/api/trigger-manual-sync", "{", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("POST", "/api/resolve-conflict", """{"conflictId":1,"version":1,"choice":7}""", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("POST", "/api/resolve-conflict", """{"conflictId":1,"version":1,"choice":"Toss"}""", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("DELETE", "/api/sync-status", null, HttpStatusCode.MethodNotAllowed, "bad-request")]
    public async Task Mistake_IsAProblemWithAStableType(string method, string path, string? body, HttpStatusCode status, string type)
    {
        using var caller = await api.SignedInAsync(Roles.Operator);
        var problem = await caller.ProblemAsync(method, path, body);
        Assert.Equal((status, type), (problem.Status, problem.Type));
    }

    [Fact]
    public async Task BadSort_NamesWhatIsAllowed()
    {
        using var caller = await api.SignedInAsync(Roles.Viewer);
        var problem = await caller.ProblemAsync("GET", "/api/get-conflicts?sort=colour&page=0");
        Assert.Contains("detectedAt", problem.Body.GetProperty("errors").GetProperty("sort")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("from 1", problem.Body.GetProperty("errors").GetProperty("page")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Crash_TellsNothing(string environment)
    {
        using var broken = new ApiFactory
        {
            Environment = environment,
            Replace = services => services.AddScoped<StatusReader>(_ => throw new InvalidOperationException("secret of the crash")),
        };
        using var caller = broken.Anonymous().WithHeader("X-Api-Key", ApiFactory.OperatorKey);
        var problem = await caller.ProblemAsync("GET", "/api/sync-status");
        Assert.Equal((HttpStatusCode.InternalServerError, "unexpected"), (problem.Status, problem.Type));
        Assert.DoesNotContain("secret of the crash", problem.Body.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("at MultiDbSync", problem.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryAnswer_HasSecurityHeaders()
    {
        using var caller = api.Anonymous();
        foreach (var path in new[] { "/alive", "/api/sync-status", "/api/auth/setup" })
        {
            var headers = (await caller.SendAsync("GET", path)).Headers;
            Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("no-referrer", Assert.Single(headers.GetValues("Referrer-Policy")));
            Assert.Contains("frame-ancestors 'none'", Assert.Single(headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        }
    }
}
