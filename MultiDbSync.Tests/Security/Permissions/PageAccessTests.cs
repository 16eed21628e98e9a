using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.Api;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Tests.Security.Permissions;

/// <summary>Each page of the console asked for by real calls, with the cookie that a real sign-in gave: who gets it is what docs/permissions.md says.</summary>
public sealed partial class PageAccessTests : IAsyncLifetime
{
    private static readonly Uri Address = new("https://console.example.org");

    private readonly ApiFactory _api = new ApiFactory().With("Sessions:AccessMinutes", "5");
    private WebApplication _console = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _console = ConsoleApp.Build(b =>
        {
            b.WebHost.UseTestServer();
            b.Services.AddHttpClient(ApiClient.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => _api.Server.CreateHandler());
            b.Services.AddSingleton<TimeProvider>(_api.Clock);
            b.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        });
        await _console.StartAsync(Cancel);
        using var admin = await _api.AdminAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        await _api.DisposeAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Roles.Viewer)]
    [InlineData(Roles.Operator)]
    [InlineData(Roles.Admin)]
    public async Task Page_IsForThoseWhomItsPolicyNames(string? role)
    {
        using var browser = Browser();
        if (role is not null) await SignInAsync(browser, role);
        var caller = Caller.People.Single(c => c.Name == (role ?? "anonymous"));
        foreach (var page in Pages())
        {
            var allowed = await PermissionRow.Of(page.RoutePattern.RawText!, page.Metadata).AllowsAsync(caller, _console.Services);
            var path = PathOf(page);
            using var answer = await browser.GetAsync(path, Cancel);
            var to = answer.Headers.Location?.OriginalString;
            Assert.True(
                allowed ? to is null or "/" || !to.StartsWith("/denied", StringComparison.Ordinal) && !to.StartsWith("/login", StringComparison.Ordinal)
                    : answer.StatusCode == HttpStatusCode.Redirect && to!.StartsWith(role is null ? "/login?" : "/denied?", StringComparison.Ordinal),
                $"{path} answers {role ?? "nobody"} {answer.StatusCode} to {to}");
        }
    }

    [Fact]
    public async Task Page_OfSomebodyWhoWasDisabled_LeadsToTheSignIn()
    {
        using var leaving = Browser();
        using var staying = Browser();
        var person = await SignInAsync(leaving, Roles.Operator);
        await SignInAsync(staying, Roles.Viewer);
        using var admin = await _api.AdminAsync();
        await admin.PutAsync<UserSummary>($"/api/users/{person}", new UpdateUserRequest(null, true));

        // The cookie's token is renewed long before a session ends by itself.
        _api.Clock.Advance(TimeSpan.FromMinutes(20));
        foreach (var page in Pages().Where(p => p.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            using var answer = await leaving.GetAsync(PathOf(page), Cancel);
            Assert.StartsWith("/login?", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
        }

        using var still = await staying.GetAsync(new Uri("/databases", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        using var refused = await PostAsync(leaving, Accounts.EmailOf(Roles.Operator));
        Assert.StartsWith("/login", refused.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    // The one address of the console that answers with data of the API.
    [Fact]
    public async Task AuditFile_OfAnAdministratorWhoWasDisabled_IsRefusedAtOnce()
    {
        using var person = await _api.RegisteredAsync("leaving@example.org");
        using var admin = await _api.AdminAsync();
        await admin.PutAsync<UserSummary>($"/api/users/{person.Session!.UserId}", new UpdateUserRequest(Roles.Admin, null));
        using var browser = Browser();
        using var entered = await PostAsync(browser, "leaving@example.org");
        var file = new Uri("/admin/audit.csv", UriKind.Relative);
        Assert.Contains("session.begin", await browser.GetStringAsync(file, Cancel), StringComparison.Ordinal);

        await admin.PutAsync<UserSummary>($"/api/users/{person.Session!.UserId}", new UpdateUserRequest(null, true));
        using var refused = await browser.GetAsync(file, Cancel);
        Assert.False(refused.IsSuccessStatusCode);
        Assert.DoesNotContain("session.begin", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private static Uri PathOf(RouteEndpoint page) =>
        new(Parameter().Replace("/" + page.RoutePattern.RawText!.Trim('/'), m => m.Value.Contains(":long", StringComparison.Ordinal) ? "404" : "library"), UriKind.Relative);

    private IEnumerable<RouteEndpoint> Pages() =>
        ((IEndpointRouteBuilder)_console).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null);

    private HttpClient Browser() => new(new CookieJar(_console.GetTestServer().CreateHandler())) { BaseAddress = Address };

    private async Task<string> SignInAsync(HttpClient browser, string role)
    {
        using var caller = await _api.SignedInAsync(role);
        using var entered = await PostAsync(browser, Accounts.EmailOf(role));
        Assert.Equal("/", entered.Headers.Location?.OriginalString);
        return caller.Session!.UserId;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string email)
    {
        var page = await browser.GetStringAsync(new Uri("/login", UriKind.Relative), Cancel);
        using var form = new FormUrlEncodedContent([new("Email", email), new("Password", ApiCaller.Password), new("__RequestVerificationToken", Token().Match(page).Groups[1].Value)]);
        return await browser.PostAsync(new Uri("/account/login", UriKind.Relative), form, Cancel);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
