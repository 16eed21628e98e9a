using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using MultiDbSync.Web.Identity;

namespace MultiDbSync.Web.Features.Account;

/// <summary>The plain form posts that begin and end a session. Antiforgery is checked for each, because each binds a form.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/account");
        group.MapPost("/login", SignInAsync).AllowAnonymous();
        group.MapPost("/register", RegisterAsync).AllowAnonymous();
        group.MapPost("/setup", SetUpAsync).AllowAnonymous();
        group.MapPost("/logout", SignOutAsync).AllowAnonymous();
    }

    private static async Task<RedirectHttpResult> SignInAsync(HttpContext http, [FromForm] AccountForm form, AccountClient account, FormMemory memory)
    {
        var outcome = await account.SignInAsync(form.Email.Trim(), form.Password, http.RequestAborted);
        return await EnterAsync(http, form, outcome, memory, "/login" + Query(form.ReturnUrl));
    }

    private static async Task<RedirectHttpResult> RegisterAsync(HttpContext http, [FromForm] AccountForm form, AccountClient account, FormMemory memory)
    {
        var outcome = form.Password == form.Confirm
            ? await account.RegisterAsync(form.Email.Trim(), form.Password, http.RequestAborted)
            : new AccountOutcome(null, AccountErrors.PasswordsDiffer);
        return await EnterAsync(http, form, outcome, memory, "/register" + Query(form.ReturnUrl));
    }

    private static async Task<RedirectHttpResult> SetUpAsync(HttpContext http, [FromForm] AccountForm form, AccountClient account, FormMemory memory)
    {
        var outcome = form.Password == form.Confirm
            ? await account.SetUpAsync(form.Token ?? "", form.Email.Trim(), form.Password, http.RequestAborted)
            : new AccountOutcome(null, AccountErrors.PasswordsDiffer);
        return await EnterAsync(http, form, outcome, memory, "/setup?token=" + Uri.EscapeDataString(form.Token ?? ""));
    }

    private static async Task<RedirectHttpResult> SignOutAsync(HttpContext http, [FromForm] string? returnUrl, AccountClient account, TokenVault vault)
    {
        if (http.User.Identity?.IsAuthenticated == true && await vault.FreshAsync(http.User, http.RequestAborted) is { } token)
            await account.SignOutAsync(token.Access, http.RequestAborted);

        vault.End(http.User);
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return TypedResults.LocalRedirect("/login" + Query(returnUrl));
    }

    private static async Task<RedirectHttpResult> EnterAsync(HttpContext http, AccountForm form, AccountOutcome outcome, FormMemory memory, string formPage)
    {
        if (outcome.SignIn is not { } signIn)
        {
            memory.Keep(http, form.Email, outcome.Error ?? "The answer of the API was empty.");
            return TypedResults.LocalRedirect(formPage);
        }

        ClaimsPrincipal user = SessionClaims.Create(signIn);
        await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, user);
        return TypedResults.LocalRedirect(ReturnUrl.Safe(form.ReturnUrl));
    }

    private static string Query(string? returnUrl) =>
        ReturnUrl.Safe(returnUrl) is { Length: > 1 } url ? "?returnUrl=" + Uri.EscapeDataString(url) : "";
}
