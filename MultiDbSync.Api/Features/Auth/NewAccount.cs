using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Identity.Accounts;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Api.Identity.SignIn;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Api.Features.Auth;

/// <summary>Makes an account and signs it in, or says why not.</summary>
internal sealed class NewAccount(AccountRegistration accounts, SessionStore sessions, TokenIssuer tokens, AuthLog log)
{
    public async Task<Results<Ok<SignInResponse>, ProblemHttpResult>> MakeAsync(
        string? email, string? password, string role, bool asFirstAdmin, HttpContext http, CancellationToken cancellationToken)
    {
        var outcome = await accounts.RegisterAsync(email ?? "", password ?? "", role, asFirstAdmin, cancellationToken);
        if (outcome.Errors is { } errors) return Problem.Invalid(errors);
        if (outcome.AdminExists)
            return Problem.Of(StatusCodes.Status409Conflict, ProblemTypes.SetupDone, "There is an administrator already. The link worked once.");
        if (outcome.EmailTaken)
            return Problem.Of(StatusCodes.Status409Conflict, ProblemTypes.EmailTaken, "There is an account with this e-mail address already.");

        log.Registered(outcome.UserId!, ClientAddress.Of(http), role);
        return TypedResults.Ok(tokens.Issue(await sessions.BeginAsync(outcome.UserId!, SessionOrigin.Of(http), cancellationToken)));
    }
}
