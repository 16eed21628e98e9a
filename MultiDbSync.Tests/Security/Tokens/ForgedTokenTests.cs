using System.Net;
using System.Text;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.Api;

namespace MultiDbSync.Tests.Security.Tokens;

/// <summary>Tokens that the API has not made, or not in this form, open nothing.</summary>
public sealed class ForgedTokenTests
{
    [Fact]
    public async Task ForgedOrChangedToken_IsRefused()
    {
        using var api = new ApiFactory();
        using var viewer = await api.SignedInAsync(Roles.Viewer);
        var good = viewer.Session!;
        var header = Encode("{\"alg\":\"none\",\"typ\":\"JWT\"}");
        var claims = Encode($"{{\"sub\":\"{good.UserId}\",\"role\":\"Admin\",\"exp\":4102444800}}");
        var middle = good.AccessToken.Length / 2;
        string[] forged =
        [
            $"{header}.{claims}.", $"{header}.{claims}.x", "", "null", "Admin", good.RefreshToken, good.AccessToken[..middle], good.AccessToken + "A",
            good.AccessToken[..middle] + (good.AccessToken[middle] == 'A' ? 'B' : 'A') + good.AccessToken[(middle + 1)..],
        ];
        foreach (var token in forged)
        {
            using var caller = api.Anonymous().WithHeader("Authorization", $"Bearer {token}");
            Assert.Equal(HttpStatusCode.Unauthorized, (await caller.SendAsync("GET", "/api/auth/me")).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await caller.SendAsync("GET", "/api/users")).StatusCode);
        }

        using var asOwner = api.Anonymous().WithHeader("Authorization", $"Bearer {good.AccessToken}");
        Assert.Equal(HttpStatusCode.OK, (await asOwner.SendAsync("GET", "/api/auth/me")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await asOwner.SendAsync("POST", "/api/auth/refresh", new RefreshRequest(good.AccessToken))).StatusCode);
    }

    [Fact]
    public async Task Token_PastItsLife_IsRefused()
    {
        using var api = new ApiFactory();
        using var viewer = await api.SignedInAsync(Roles.Viewer);
        api.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(HttpStatusCode.Unauthorized, (await viewer.SendAsync("GET", "/api/auth/me")).StatusCode);
    }

    private static string Encode(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
