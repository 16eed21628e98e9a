using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Identity;

/// <summary>Ends open circuits within a minute of a sign-out, a disabled account, a changed role or the session's idle time.</summary>
internal sealed class SessionWatch(ILoggerFactory loggers, TokenVault vault, AccountClient account) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var user = authenticationState.User;
        if (await vault.FreshAsync(user, cancellationToken) is not { } token)
            return false;

        var (known, me) = await account.MeAsync(token.Access, isUse: false, cancellationToken);
        var stands = !known || (me is { Disabled: false } && me.Role == SessionClaims.RoleOf(user));
        if (!stands)
            vault.End(user);
        return stands;
    }
}
