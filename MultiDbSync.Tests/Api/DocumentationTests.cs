using System.Net;
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

    [Fact]
    public async Task Development_OpensTheDocumentation()
    {
        using var api = new ApiFactory { Environment = "Development" };
        using var caller = api.Anonymous();
        Assert.Equal(HttpStatusCode.OK, (await caller.SendAsync("GET", "/openapi/v1.json")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await caller.SendAsync("GET", "/scalar/")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await caller.SendAsync("GET", "/api/sync-status")).StatusCode);
    }
}
