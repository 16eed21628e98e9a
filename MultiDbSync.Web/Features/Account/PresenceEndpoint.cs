using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using MultiDbSync.Web.Identity;

namespace MultiDbSync.Web.Features.Account;

/// <summary>
/// The browser's word that a person is at it (<c>wwwroot/js/presence.js</c>): the one call that begins a session's idle time anew while its pages are open. It changes
/// nothing else, and the cookie does not come along from other sites, so it needs no form token. Its 401 goes out as it is: the page that is shown for other failures would
/// be asked for by this POST, which has no form token, and the browser would be told 400.
/// </summary>
internal static class PresenceEndpoint
{
    public static void MapPresence(this IEndpointRouteBuilder app) => app.MapPost("/account/presence", TellAsync).AllowAnonymous().WithMetadata(new SkipStatusCodePagesAttribute());

    private static async Task<Results<NoContent, UnauthorizedHttpResult>> TellAsync(HttpContext http, AccountClient account, TokenVault vault)
    {
        if (await vault.FreshAsync(http.User, http.RequestAborted) is not { } token)
            return TypedResults.Unauthorized();
        if (await account.MeAsync(token.Access, isUse: true, http.RequestAborted) is not (Known: true, Me: null))
            return TypedResults.NoContent();

        vault.End(http.User);
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return TypedResults.Unauthorized();
    }
}
