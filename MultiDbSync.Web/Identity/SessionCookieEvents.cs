using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace MultiDbSync.Web.Identity;

/// <summary>Each request with a cookie gets a fresh token into it, or loses the cookie when the session has ended.</summary>
internal sealed class SessionCookieEvents(TokenVault vault) : CookieAuthenticationEvents
{
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) => base.RedirectToLogin(Here(context));

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) => base.RedirectToAccessDenied(Here(context));

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (context.Principal is not { } user)
            return;

        var token = await vault.FreshAsync(user, context.HttpContext.RequestAborted);
        if (token is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
        }
        else if (token != SessionClaims.TokenOf(user))
        {
            context.ReplacePrincipal(SessionClaims.WithToken(user, token));
            context.ShouldRenew = true;
        }

        if (token is not null && context.Principal is { } person && context.HttpContext.Connection.RemoteIpAddress is { } address)
            context.ReplacePrincipal(SessionClaims.At(person, address.ToString()));
    }

    // The framework names the host that the caller claimed; without one nothing can be led elsewhere by it.
    private static RedirectContext<CookieAuthenticationOptions> Here(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.RedirectUri = new Uri(context.RedirectUri).PathAndQuery;
        return context;
    }
}
