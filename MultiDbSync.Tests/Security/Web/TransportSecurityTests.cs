using Microsoft.AspNetCore.TestHost;
using MultiDbSync.Tests.Api;
using MultiDbSync.Tests.Security.Permissions;

namespace MultiDbSync.Tests.Security.Web;

/// <summary>Over HTTPS both services tell browsers to come back by HTTPS alone; over HTTP that would be no use, and on a developer's machine a nuisance.</summary>
public sealed class TransportSecurityTests
{
    [Theory]
    [InlineData("https://sync.example.org", "Production", true)]
    [InlineData("https://sync.example.org", "Staging", true)]
    [InlineData("http://sync.example.org", "Production", false)]
    [InlineData("https://sync.example.org", "Development", false)]
    public async Task Api_OverHttps_SendsHsts(string address, string environment, bool sent)
    {
        using var api = new ApiFactory { Environment = environment };
        using var http = api.CreateClient(new() { BaseAddress = new Uri(address) });
        await AssertAsync(http, "/alive", sent);
        await AssertAsync(http, "/api/databases", sent);
    }

    [Theory]
    [InlineData("https://sync.example.org", null, true)]
    [InlineData("http://sync.example.org", "https", true)]
    [InlineData("http://sync.example.org", null, false)]
    public async Task Console_OverHttps_SendsHsts_AlsoBehindAProxy(string address, string? forwarded, bool sent)
    {
        await using var console = ConsoleApp.Build(b =>
        {
            b.WebHost.UseTestServer();
            b.Configuration["Proxy:KnownNetworks"] = "0.0.0.0/0,::/0";
        });
        await console.StartAsync(TestContext.Current.CancellationToken);
        using var http = console.GetTestClient();
        http.BaseAddress = new Uri(address);
        if (forwarded is not null) http.DefaultRequestHeaders.Add("X-Forwarded-Proto", forwarded);
        await AssertAsync(http, "/alive", sent);
        await AssertAsync(http, "/admin/users", sent);
    }

    private static async Task AssertAsync(HttpClient http, string path, bool sent)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(sent, answer.Headers.TryGetValues("Strict-Transport-Security", out var values) && values.Single().StartsWith("max-age=", StringComparison.Ordinal));
    }
}
