using System.Net;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.Api;

namespace MultiDbSync.Tests.Security.Permissions;

/// <summary>A token that was good until its account was disabled opens nothing, whatever the role was.</summary>
public sealed class DisabledUserTests
{
    [Theory]
    [InlineData(Roles.Viewer)]
    [InlineData(Roles.Operator)]
    [InlineData(Roles.Admin)]
    public async Task EveryEndpoint_TreatsADisabledUserAsNobody(string role)
    {
        using var api = new ApiFactory();
        using var admin = await api.AdminAsync();
        using var person = await api.RegisteredAsync("leaving@example.org");
        if (role != Roles.Viewer) await admin.PutAsync<UserSummary>($"/api/users/{person.Session!.UserId}", new UpdateUserRequest(role, null));
        Assert.Equal(HttpStatusCode.OK, (await person.SendAsync("GET", "/api/auth/me")).StatusCode);

        await admin.PutAsync<UserSummary>($"/api/users/{person.Session!.UserId}", new UpdateUserRequest(null, true));
        foreach (var call in EndpointCase.All)
        {
            var refused = await person.ProblemAsync(call.Method, call.Path, call.Body);
            Assert.True(refused.Status == HttpStatusCode.Unauthorized, $"{call.Route} answered {refused.Status}.");
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await person.SendAsync("GET", "/scalar/")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.SendAsync("POST", "/api/auth/refresh", new RefreshRequest(person.Session.RefreshToken))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.SendAsync("POST", "/api/auth/login", new SignInRequest("leaving@example.org", ApiCaller.Password))).StatusCode);
    }
}
