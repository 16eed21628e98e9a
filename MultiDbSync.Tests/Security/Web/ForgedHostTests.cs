using Microsoft.AspNetCore.TestHost;
using MultiDbSync.Tests.Security.Permissions;

namespace MultiDbSync.Tests.Security.Web;

/// <summary>Where the console leads to does not depend on the host that a request names.</summary>
public sealed class ForgedHostTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/admin/users")]
    [InlineData("/admin/audit.csv")]
    [InlineData("/conflicts/1?x=https://evil.example")]
    public async Task Redirect_WithAForgedHost_StaysHere(string path)
    {
        await using var console = ConsoleApp.Build(b =>
        {
            b.WebHost.UseTestServer();
            b.Configuration["Proxy:KnownNetworks"] = "0.0.0.0/0,::/0";
        });
        await console.StartAsync(TestContext.Current.CancellationToken);
        using var http = console.GetTestClient();
        http.DefaultRequestHeaders.Host = "evil.example";
        http.DefaultRequestHeaders.Add("X-Forwarded-Host", "evil.example");
        http.DefaultRequestHeaders.Add("X-Forwarded-Prefix", "//evil.example");
        http.DefaultRequestHeaders.Add("X-Original-Host", "evil.example");
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.StartsWith("/login?returnUrl=%2F", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }
}
