using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

public sealed class DocumentationTests
{
    [Fact]
    public async Task Document_NamesTheInterfaces_AndHowToSignIn()
    {
        using var api = new ApiFactory();
        using var caller = await api.SignedInAsync(Roles.Viewer);
        var document = await caller.GetAsync<JsonElement>("/openapi/v1.json");
        var paths = document.GetProperty("paths");
        foreach (var path in new[] { "/api/sync-status", "/api/run-query", "/api/get-conflicts", "/api/resolve-conflict", "/api/sync-metrics", "/api/trigger-manual-sync" })
            Assert.True(paths.TryGetProperty(path, out _), path);
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("Bearer").GetProperty("scheme").GetString());
    }

    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/scalar/")]
    [InlineData("/scalar/scalar.js")]
    public async Task Pages_AskTheBrowserToSignIn_InDevelopmentToo(string path)
    {
        using var api = new ApiFactory { Environment = "Development" };
        using var client = api.CreateClient();
        using var refused = await client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains(refused.Headers.WwwAuthenticate, h => h.Scheme == "Basic");
    }

    [Fact]
    public async Task Pages_OpenWithAddressAndPassword_NothingElseDoes()
    {
        using var api = new ApiFactory();
        using var signedIn = await api.SignedInAsync(Roles.Viewer);
        var me = await signedIn.GetAsync<UserSummary>("/api/auth/me");
        Assert.Equal(HttpStatusCode.OK, await AskAsync(api, "/openapi/v1.json", me.Email, ApiCaller.Password));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(api, "/scalar/", me.Email, ApiCaller.Password));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(api, "/scalar/", me.Email, "not the password at all"));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(api, "/api/sync-status", me.Email, ApiCaller.Password));
    }

    private static async Task<HttpStatusCode> AskAsync(ApiFactory api, string path, string email, string password)
    {
        using var client = api.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{email}:{password}")));
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
