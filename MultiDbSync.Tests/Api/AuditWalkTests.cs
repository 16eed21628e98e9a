using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Api.Audit;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Engine.Audit;

namespace MultiDbSync.Tests.Api;

/// <summary>Whatever isn't a GET leaves an entry in the audit log, or stands here with a reason.</summary>
public sealed class AuditWalkTests(ApiFactory api) : IClassFixture<ApiFactory>
{
    private static readonly string[] Silent =
    [
        "POST /api/auth/refresh", "POST /api/conflicts/preview-resolution", "POST /api/sync-sets/{name}/tables/{table}/try-policy",

        // SignalR: consoles ask for a connection, and can call nothing.
        "* /hubs/sync", "* /hubs/sync/negotiate",
    ];

    private static readonly EndpointCase[] Open =
    [
        new("POST /api/auth/login", "/api/auth/login", "", HttpStatusCode.Unauthorized, new SignInRequest("nobody@example.org", "no such password")),
        new("POST /api/auth/register", "/api/auth/register", "", HttpStatusCode.UnprocessableEntity, new RegisterRequest("", "")),
        new("POST /api/auth/setup", "/api/auth/setup", "", HttpStatusCode.Forbidden, new SetupRequest("wrong", "x@example.org", ApiCaller.Password)),
        new("POST /api/auth/refresh", "/api/auth/refresh", "", HttpStatusCode.Unauthorized, new RefreshRequest("")),
    ];

    public static TheoryData<string> Routes => [.. EndpointCase.All.Concat(Open).Where(c => c.Method != "GET").Select(c => c.Route)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Call_LeavesOneEntry(string route)
    {
        var call = EndpointCase.All.Concat(Open).Single(c => c.Route == route);
        using var caller = call.Role.Length == 0 ? api.Anonymous() : await api.SignedInAsync(call.Role);
        var before = await CountAsync();
        Assert.Equal(call.Answer, (await caller.SendAsync(call.Method, call.Path, call.Body)).StatusCode);
        Assert.Equal(before + (Silent.Contains(route) ? 0 : 1), await CountAsync());
    }

    [Fact]
    public void EveryEndpoint_SaysWhatIsKept_AndIsTried()
    {
        var tried = EndpointCase.All.Concat(Open).Select(c => c.Route).ToHashSet();
        foreach (var endpoint in api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods;
            var name = $"{(methods is [var one] ? one : "*")} /{endpoint.RoutePattern.RawText!.Trim('/')}";
            if (name.StartsWith("GET ", StringComparison.Ordinal) || name is "* /health" or "* /alive" || name.Contains("/scalar", StringComparison.Ordinal)) continue;
            var isSilent = endpoint.Metadata.GetMetadata<AuditedAs>() is null;
            Assert.True(isSilent == Silent.Contains(name), $"{name} is {(isSilent ? "not " : "")}audited: declare it with Audited, or give a reason here and with NotAudited.");
            if (isSilent && !name.StartsWith("* /hubs", StringComparison.Ordinal)) Assert.NotNull(endpoint.Metadata.GetMetadata<NotAudited>());
            if (!isSilent) Assert.Contains(name, tried);
        }
    }

    [Fact]
    public async Task Chain_HoldsAfterEverything()
    {
        using var admin = await api.AdminAsync();
        foreach (var call in EndpointCase.All.Where(c => c.Method != "GET" && c.Route != "POST /api/auth/logout")) await admin.SendAsync(call.Method, call.Path, call.Body);
        var found = await admin.PostAsync<AuditVerification>("/api/audit/verify", null);
        Assert.True(found.IsIntact, found.Finding);
        Assert.True(found.Entries > 30);
    }

    private async Task<int> CountAsync()
    {
        await using var db = api.Hub.CreateContext();
        return await db.AuditEntries.CountAsync(Cancel);
    }
}
