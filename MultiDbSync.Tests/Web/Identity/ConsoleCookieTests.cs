using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MultiDbSync.Web.Features.Account;
using MultiDbSync.Web.Hosting;
using MultiDbSync.Web.Identity;

namespace MultiDbSync.Tests.Web.Identity;

/// <summary>The cookies as the console's own container makes them.</summary>
public sealed class ConsoleCookieTests
{
    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Cookies_HavePrefixAndAreSecure_OnTheOwnMachineToo(string scheme)
    {
        await using var console = Build(new ConsoleCookies(AllowPlainHttp: false));
        var session = Session(console, scheme);
        Assert.Equal("__Host-mds-session", session.Name);
        Assert.True(session is { Options: { Secure: true, HttpOnly: true, SameSite: SameSiteMode.Lax, Path: "/", Domain: null } });
        foreach (var (name, site) in new[] { ("mds-form", "strict"), ("mds-form-state", "lax") })
        {
            var cookie = Assert.Single(Written(console, scheme), c => c.StartsWith($"__Host-{name}=", StringComparison.Ordinal));
            Assert.Contains("; secure", cookie, StringComparison.Ordinal);
            Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
            Assert.Contains("; path=/", cookie, StringComparison.Ordinal);
            Assert.Contains($"; samesite={site}", cookie, StringComparison.Ordinal);
            Assert.DoesNotContain("domain=", cookie, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task PlainHttp_WhereItIsAllowed_GetsCookiesThatItCanKeep()
    {
        await using var console = Build(new ConsoleCookies(AllowPlainHttp: true));
        var session = Session(console, "http");
        Assert.Equal(("mds-session", false, true), (session.Name, session.Options.Secure, session.Options.HttpOnly));
        var written = Written(console, "http");
        Assert.Equal(2, written.Length);
        Assert.All(written, cookie => Assert.DoesNotContain("secure", cookie, StringComparison.Ordinal));
        Assert.True(Session(console, "https").Options.Secure);
        Assert.All(Written(console, "https"), cookie => Assert.Contains("; secure", cookie, StringComparison.Ordinal));
    }

    [Fact]
    public void PlainHttp_IsNotAllowedByItself() => Assert.False(ConsoleCookies.Of(new ConfigurationManager()).AllowPlainHttp);

    private static WebApplication Build(ConsoleCookies cookies)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration[ConsoleCookies.Setting] = cookies.AllowPlainHttp.ToString();
        builder.AddConsole();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Logging.ClearProviders();
        return builder.Build();
    }

    private static (string? Name, CookieOptions Options) Session(WebApplication console, string scheme)
    {
        var cookie = console.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme).Cookie;
        return (cookie.Name, cookie.Build(Request(console.Services, scheme)));
    }

    // What a form page and a refused form write.
    private static string[] Written(WebApplication console, string scheme)
    {
        using var scope = console.Services.CreateScope();
        var http = Request(scope.ServiceProvider, scheme);
        http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        http.RequestServices.GetRequiredService<FormMemory>().Keep(http, "ada@example.org", "refused");
        return [.. http.Response.Headers.SetCookie.OfType<string>()];
    }

    private static DefaultHttpContext Request(IServiceProvider services, string scheme) =>
        new() { RequestServices = services, Request = { Scheme = scheme, Host = new HostString("localhost:5080") } };
}
