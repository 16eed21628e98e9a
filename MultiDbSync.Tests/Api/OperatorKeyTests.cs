using System.Net;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

public sealed class OperatorKeyTests(ApiFactory api) : IClassFixture<ApiFactory>
{
    [Fact]
    public async Task Key_ActsAsOperator()
    {
        using var service = api.Anonymous().WithHeader("X-Api-Key", ApiFactory.OperatorKey);
        Assert.Equal(Roles.Operator, (await service.GetAsync<UserSummary>("/api/auth/me")).Role);
        Assert.Equal("operator key", (await service.PostAsync<RunSummary>("/api/demo", null, HttpStatusCode.Accepted)).RequestedBy);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.SendAsync("GET", "/api/users")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await service.SendAsync("POST", "/api/auth/logout")).StatusCode);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData(ApiFactory.OperatorKey + "x")]
    public async Task WrongKey_IsNobody(string key)
    {
        using var service = api.Anonymous().WithHeader("X-Api-Key", key);
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.SendAsync("GET", "/api/sync-status")).StatusCode);
    }

    [Fact]
    public async Task EmptyKey_WhenNoneIsConfigured_IsNobody()
    {
        using var without = new ApiFactory().With("Operator:Key", "");
        using var service = without.Anonymous().WithHeader("X-Api-Key", "");
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.SendAsync("GET", "/api/sync-status")).StatusCode);
    }
}
