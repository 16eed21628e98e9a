using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

public sealed class AuthorisationTests(ApiFactory api) : IClassFixture<ApiFactory>
{
    private static readonly string[] Open =
    [
        "POST /api/auth/login", "POST /api/auth/register", "POST /api/auth/refresh", "GET /api/auth/setup", "POST /api/auth/setup", "* /health", "* /alive",
    ];

    public static TheoryData<string> Routes => [.. EndpointCase.All.Select(c => c.Route)];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Endpoint_AnswersEachRole(string route)
    {
        var call = EndpointCase.All.Single(c => c.Route == route);
        using var nobody = api.Anonymous();
        Assert.Equal((HttpStatusCode.Unauthorized, "not-signed-in"), await RefusalAsync(nobody, call));
        foreach (var role in Roles.All)
        {
            using var caller = await api.SignedInAsync(role);
            if (Roles.All.ToList().IndexOf(role) < Roles.All.ToList().IndexOf(call.Role)) Assert.Equal((HttpStatusCode.Forbidden, "not-allowed"), await RefusalAsync(caller, call));
            else Assert.Equal(call.Answer, (await caller.SendAsync(call.Method, call.Path, call.Body)).StatusCode);
        }
    }

    [Fact]
    public void EveryEndpoint_HasAPolicyOrStandsOnTheShortList()
    {
        foreach (var endpoint in Endpoints())
        {
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) Assert.Contains(NameOf(endpoint), Open);
            else Assert.True(endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null, $"{NameOf(endpoint)} names no policy.");
        }
    }

    [Fact]
    public void EveryEndpoint_IsTried()
    {
        var tried = EndpointCase.All.Select(c => c.Route).Concat(Open).ToHashSet();

        // One page with its files, and SignalR's own address beside its negotiation.
        Assert.All(
            Endpoints().Select(NameOf).Where(n => !n.Contains("/scalar", StringComparison.Ordinal) && n != "* /hubs/sync"),
            name => Assert.Contains(name, tried));
    }

    [Theory]
    [InlineData("/scalar/")]
    [InlineData("/hubs/sync")]
    [InlineData("/no/such/address")]
    public async Task Anonymous_IsRefusedEverywhere(string path)
    {
        using var nobody = api.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.SendAsync("GET", path)).StatusCode);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Probes_AreOpen(string path)
    {
        using var nobody = api.Anonymous();
        Assert.Equal(HttpStatusCode.OK, (await nobody.SendAsync("GET", path)).StatusCode);
    }

    private static async Task<(HttpStatusCode, string)> RefusalAsync(ApiCaller caller, EndpointCase call)
    {
        var (status, type, _) = await caller.ProblemAsync(call.Method, call.Path, call.Body);
        return (status, type);
    }

    private IEnumerable<RouteEndpoint> Endpoints() => api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static string NameOf(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods;
        return $"{(methods is [var one] ? one : "*")} /{endpoint.RoutePattern.RawText!.Trim('/')}";
    }
}
