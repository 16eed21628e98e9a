using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Features.Home;
using MultiDbSync.Web.Identity;
using MultiDbSync.Web.Realtime;

namespace MultiDbSync.Tests.Web.Support;

/// <summary>An API that answers what a test told it to, and the console's clients on top of it.</summary>
internal sealed class FakeApi : HttpMessageHandler, IHttpClientFactory
{
    private readonly Dictionary<string, Func<HttpRequestMessage, HttpResponseMessage>> _answers = [];

    public FakeApi()
    {
        Vault = new TokenVault(this, Clock);
        Account = new AccountClient(this, new HttpContextAccessor());
        User = SessionClaims.Create(SignIn("first", Clock.GetUtcNow().AddMinutes(30)));
        Tokens = new SessionTokens(new FixedAuthentication(User), Vault);
        Feed = new SyncFeed(null!, Tokens, Clock, NullLogger<SyncFeed>.Instance);
        Client = new ApiClient(this, Tokens, Navigation);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    public List<HttpRequestMessage> Requests { get; } = [];

    /// <summary>Answers what nothing else was told about; null: there is no such thing.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?>? Otherwise { get; set; }

    public ClaimsPrincipal User { get; }

    public TokenVault Vault { get; }

    public AccountClient Account { get; }

    public SessionTokens Tokens { get; }

    public SyncFeed Feed { get; }

    public ApiClient Client { get; }

    public FakeNavigation Navigation { get; } = new();

    public static SignInResponse SignIn(string access, DateTimeOffset expires, string role = Roles.Operator) =>
        new(access, "refresh", expires, "u1", "ada@example.org", role);

    public LiveStatus Live() => new(Feed, new StatusClient(Client), Clock);

    public void On<T>(HttpMethod method, string path, T answer, HttpStatusCode status = HttpStatusCode.OK) =>
        _answers[$"{method} {path}"] = _ => new HttpResponseMessage(status) { Content = JsonContent.Create(answer, options: ApiClient.Json) };

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false) { BaseAddress = new Uri("http://api") };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        var known = _answers.TryGetValue($"{request.Method} {request.RequestUri!.AbsolutePath}", out var answer);
        return Task.FromResult(known ? answer!(request) : Otherwise?.Invoke(request) ?? new HttpResponseMessage(HttpStatusCode.NotFound));
    }

    private sealed class FixedAuthentication(ClaimsPrincipal user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(user));
    }
}
