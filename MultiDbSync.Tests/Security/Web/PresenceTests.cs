using System.Net;
using Microsoft.AspNetCore.TestHost;
using MultiDbSync.Tests.Security.Permissions;

namespace MultiDbSync.Tests.Security.Web;

/// <summary>What the console answers to a browser that says a person is there, once the session is over: the page goes to the sign-in by this answer alone.</summary>
public sealed class PresenceTests
{
    [Fact]
    public async Task Presence_WithoutSession_AnswersUnauthorized()
    {
        await using var console = ConsoleApp.Build(b => b.WebHost.UseTestServer());
        await console.StartAsync(TestContext.Current.CancellationToken);
        using var http = console.GetTestClient();

        using var answer = await http.PostAsync(new Uri("/account/presence", UriKind.Relative), null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
