using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.Web.Support;

namespace MultiDbSync.Tests.Web.Api;

/// <summary>What a circuit reads is no use of the session; what the browser reports is.</summary>
public sealed class BackgroundCallTests : IDisposable
{
    private static readonly UserSummary Me = new("u1", "ada@example.org", Roles.Operator, false, Sample.Now, null);
    private readonly FakeApi _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Circuit_Call_SaysThatItIsInTheBackground()
    {
        _api.On(HttpMethod.Get, "/api/runs", Array.Empty<string>());
        await _api.Client.GetAsync<string[]>("api/runs", TestContext.Current.CancellationToken);
        Assert.Equal([BackgroundCall.Value], Assert.Single(_api.Requests).Headers.GetValues(BackgroundCall.Header));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Me_IsUse_OnlyWhenAPersonIsThere(bool isUse)
    {
        _api.On(HttpMethod.Get, "/api/auth/me", Me);
        Assert.Equal((true, Me), await _api.Account.MeAsync("first", isUse, TestContext.Current.CancellationToken));
        Assert.Equal(isUse, !Assert.Single(_api.Requests).Headers.Contains(BackgroundCall.Header));
    }
}
