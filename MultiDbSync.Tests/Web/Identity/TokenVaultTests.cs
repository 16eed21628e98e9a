using System.Net;
using MultiDbSync.Tests.Web.Support;

namespace MultiDbSync.Tests.Web.Identity;

public sealed class TokenVaultTests : IDisposable
{
    private readonly FakeApi _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Fresh_TokenStillGood_IsTakenFromTheCookie()
    {
        Assert.Equal("first", await AccessAsync());
        Assert.Empty(_api.Requests);
    }

    [Fact]
    public async Task Fresh_TokenExpiring_IsRefreshedOnceForAll()
    {
        _api.Clock.Advance(TimeSpan.FromMinutes(29.5));
        _api.On(HttpMethod.Post, "/api/auth/refresh", FakeApi.SignIn("second", _api.Clock.GetUtcNow().AddMinutes(30)));

        Assert.All(await Task.WhenAll(AccessAsync(), AccessAsync(), AccessAsync()), access => Assert.Equal("second", access));
        Assert.Single(_api.Requests);
    }

    [Fact]
    public async Task Fresh_RefreshRefused_EndsTheSession()
    {
        _api.Clock.Advance(TimeSpan.FromHours(1));
        _api.On(HttpMethod.Post, "/api/auth/refresh", new { }, HttpStatusCode.Unauthorized);

        Assert.Null(await AccessAsync());
    }

    [Fact]
    public async Task Fresh_ApiAway_KeepsTheOldToken()
    {
        _api.Clock.Advance(TimeSpan.FromHours(1));
        _api.On(HttpMethod.Post, "/api/auth/refresh", new { }, HttpStatusCode.BadGateway);

        Assert.Equal("first", await AccessAsync());
    }

    [Fact]
    public async Task End_Session_GivesNoTokenToItsOtherTabs()
    {
        await AccessAsync();

        _api.Vault.End(_api.User);

        Assert.Null(await AccessAsync());
    }

    [Fact]
    public async Task Call_AnsweredUnauthorized_LeadsToSignInAndBack()
    {
        _api.On(HttpMethod.Get, "/api/runs", new { }, HttpStatusCode.Unauthorized);

        await Assert.ThrowsAsync<MultiDbSync.Web.Api.ApiException>(() => _api.Client.GetAsync<string[]>("api/runs", TestContext.Current.CancellationToken));

        Assert.Equal("/login?ended=true&returnUrl=%2Fconflicts", _api.Navigation.WentTo);
        Assert.Null(await AccessAsync());
    }

    private async Task<string?> AccessAsync() => (await _api.Vault.FreshAsync(_api.User, TestContext.Current.CancellationToken))?.Access;
}
