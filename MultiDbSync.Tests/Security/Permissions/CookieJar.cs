using System.Net;

namespace MultiDbSync.Tests.Security.Permissions;

/// <summary>Keeps cookies as a browser does, on the way to a server in this process.</summary>
internal sealed class CookieJar(HttpMessageHandler server) : DelegatingHandler(server)
{
    private readonly CookieContainer _cookies = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_cookies.GetCookieHeader(request.RequestUri!) is { Length: > 0 } cookies) request.Headers.Add("Cookie", cookies);
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.Headers.TryGetValues("Set-Cookie", out var written))
            foreach (var cookie in written) _cookies.SetCookies(request.RequestUri!, cookie);
        return answer;
    }
}
