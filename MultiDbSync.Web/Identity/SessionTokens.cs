using Microsoft.AspNetCore.Components.Authorization;

namespace MultiDbSync.Web.Identity;

/// <summary>The circuit's way to the token of the person it belongs to.</summary>
internal sealed class SessionTokens(AuthenticationStateProvider authentication, TokenVault vault)
{
    /// <summary>The person whose circuit it is.</summary>
    public async Task<System.Security.Claims.ClaimsPrincipal> UserAsync() => (await authentication.GetAuthenticationStateAsync()).User;

    /// <summary>The API knows the session no more: the cookie that still carries it is worth nothing either.</summary>
    public async Task EndAsync() => vault.End(await UserAsync());

    public async Task<string?> AccessTokenAsync(CancellationToken cancellationToken = default)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return (await vault.FreshAsync(state.User, cancellationToken))?.Access;
    }
}
