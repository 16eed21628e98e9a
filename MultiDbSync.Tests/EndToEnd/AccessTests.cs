using System.Net;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.Api;

namespace MultiDbSync.Tests.EndToEnd;

/// <summary>Who may do what, on the real processes.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class AccessTests(ClusterFixture fixture)
{
    [Fact]
    public async Task Anonymous_IsRefusedEverywhere()
    {
        using var nobody = fixture.Anonymous();

        foreach (var call in EndpointCase.All)
            Assert.Equal((call.Route, HttpStatusCode.Unauthorized), (call.Route, await StatusAsync(nobody, call.Method, call.Path, call.Body)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(nobody, "GET", "/hubs/sync"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(nobody, "GET", "/no/such/address"));
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/api/auth/setup")]
    public async Task Anonymous_IsAnswered(string path)
    {
        using var nobody = fixture.Anonymous();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(nobody, "GET", path));
    }

    [Fact]
    public async Task Viewer_Looks_ButMayNotAct()
    {
        using var viewer = await fixture.ViewerAsync();

        foreach (var call in EndpointCase.All.Where(call => call.Path != "/api/auth/logout"))
        {
            var expected = call.Role == Roles.Viewer ? call.Answer : HttpStatusCode.Forbidden;
            Assert.Equal((call.Route, expected), (call.Route, await StatusAsync(viewer, call.Method, call.Path, call.Body)));
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/conflicts")]
    [InlineData("/admin/users")]
    public async Task Console_AsksAnonymousToSignIn(string path)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler);

        using var answer = await http.GetAsync(fixture.Cluster.Description.Web + path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Contains("/login", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> StatusAsync(ApiCaller caller, string method, string path, object? body = null)
    {
        using var response = await caller.SendAsync(method, path, body);
        return response.StatusCode;
    }
}
