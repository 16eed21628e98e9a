using System.Net;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Tests.Security.Permissions;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Tests.Security.Web;

/// <summary>A form that another site posts has no antiforgery token: nothing is done with it, and it leads nowhere but to the console's own pages.</summary>
public sealed class FormForgeryTests
{
    [Theory]
    [InlineData("/account/login")]
    [InlineData("/account/register")]
    [InlineData("/account/setup")]
    [InlineData("/account/logout")]
    public async Task Form_WithoutAntiforgeryToken_DoesNothing(string path)
    {
        using var api = new CountingApi();
        await using var console = ConsoleApp.Build(b =>
        {
            b.WebHost.UseTestServer();
            b.Services.AddHttpClient(ApiClient.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => api);
        });
        await console.StartAsync(TestContext.Current.CancellationToken);
        using var http = console.GetTestClient();
        const string Password = "a long enough passphrase";
        using var form = new FormUrlEncodedContent([new("Email", "a@example.org"), new("Password", Password), new("Confirm", Password), new("Token", "x"), new("returnUrl", "https://evil.example")]);
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), form, TestContext.Current.CancellationToken);

        Assert.Equal(0, api.Calls);
        Assert.False(answer.Headers.Contains("Set-Cookie"), "It touched a cookie.");

        // The page for what went wrong is for signed-in people, so nobody is led to the sign-in.
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest || new Uri(http.BaseAddress!, answer.Headers.Location ?? http.BaseAddress!) is { Host: "localhost", AbsolutePath: "/login" }, $"{answer.StatusCode} to {answer.Headers.Location}");
        Assert.DoesNotContain("evil", answer.Headers.Location?.ToString() ?? "", StringComparison.Ordinal);
    }

    private sealed class CountingApi : HttpMessageHandler
    {
        public int Calls { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.Unauthorized));
        }
    }
}
