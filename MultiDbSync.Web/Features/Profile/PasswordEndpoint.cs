using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using MultiDbSync.Web.Features.Account;
using MultiDbSync.Web.Identity;

namespace MultiDbSync.Web.Features.Profile;

/// <summary>The plain form post that changes the own password. Antiforgery is checked because it binds a form.</summary>
internal static class PasswordEndpoint
{
    private const string Page = "/profile/password";

    public static void MapPassword(this IEndpointRouteBuilder app) => app.MapPost("/account/password", ChangeAsync).RequireAuthorization();

    private static async Task<RedirectHttpResult> ChangeAsync(
        HttpContext http, [FromForm] PasswordForm form, AccountClient account, TokenVault vault, FormMemory memory)
    {
        if (await vault.FreshAsync(http.User, http.RequestAborted) is not { } token)
            return TypedResults.LocalRedirect("/login");
        var outcome = form.Password == form.Confirm
            ? await account.ChangePasswordAsync(token.Access, form.Current, form.Password, http.RequestAborted)
            : new AccountOutcome(null, AccountErrors.PasswordsDiffer);
        if (outcome.SignIn is not { } signIn)
        {
            memory.Keep(http, "", outcome.Error ?? "The answer of the API was empty.");
            return TypedResults.LocalRedirect(Page);
        }

        // The old tokens are worth nothing any more: this browser, and what is open in it, goes on with the new ones.
        vault.Renew(http.User, SessionToken.From(signIn));
        await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, SessionClaims.Create(signIn, SessionClaims.SessionOf(http.User)));
        return TypedResults.LocalRedirect("/profile?changed=true");
    }
}
