using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Hosting;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Identity.Accounts;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Api.Identity.SignIn;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Api.Features.Auth;

/// <summary>What people do with their own account: password, and where they are signed in.</summary>
internal static class OwnAccountEndpoints
{
    public static void MapOwnAccount(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/auth").WithTags("Auth").RequireAuthorization(Policies.Viewer);
        group.MapGet("/sessions", ListAsync).WithSummary("Where the caller is signed in");
        group.MapDelete("/sessions", EndOthersAsync).Audited(AuditActions.EndSessions, "own other sessions").WithSummary("Ends the caller's other sessions");
        group.MapPost("/password", ChangePasswordAsync).RequireRateLimiting(RateLimits.SignIn).Audited(AuditActions.ChangePassword, "own password")
            .WithSummary("Changes the caller's password; every other session of theirs ends")
            .WithDescription("The current password is asked. The answer holds new tokens for this session: the old ones are worth nothing any more.")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private static async Task<Ok<IReadOnlyList<SessionSummary>>> ListAsync(HttpContext http, SessionStore sessions, CancellationToken cancellationToken) =>
        TypedResults.Ok(await sessions.ListAsync(IdOf(http) ?? "", http.User.SessionId(), cancellationToken));

    private static async Task<NoContent> EndOthersAsync(HttpContext http, SessionStore sessions, AuditTrail audit, CancellationToken cancellationToken)
    {
        if (IdOf(http) is not { } user || http.User.SessionId() is not { } session) return TypedResults.NoContent();
        audit.After = new { EndedSessions = await sessions.EndOthersAsync(user, session, cancellationToken) };
        sessions.Forget(user);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<SignInResponse>, ProblemHttpResult>> ChangePasswordAsync(
        ChangePasswordRequest request, HttpContext http, PasswordChange change, SessionStore sessions, TokenIssuer tokens, CancellationToken cancellationToken)
    {
        if (IdOf(http) is not { } user || http.User.SessionId() is not { } session)
            return Problem.Of(StatusCodes.Status403Forbidden, ProblemTypes.NotAllowed, "Whoever calls with a key has no password.");
        if (await change.RefuseAsync(user, request.Password) is { } reason) return Problem.Invalid("password", reason);
        var outcome = await change.ChangeAsync(user, session, request.Current ?? "", request.Password, ClientAddress.Of(http), cancellationToken);
        if (outcome.Wait is { } wait)
        {
            http.Response.SetRetryAfter(wait);
            return Problem.Of(StatusCodes.Status429TooManyRequests, ProblemTypes.TooManyRequests, "Too many failed attempts. Wait a little.");
        }

        return outcome.UserId is not null && await sessions.FindAsync(session, cancellationToken) is { } now
            ? TypedResults.Ok(tokens.Issue(now))
            : Problem.Of(StatusCodes.Status403Forbidden, ProblemTypes.SignInFailed, "The current password is wrong.");
    }

    private static string? IdOf(HttpContext http) => http.User.FindFirstValue(ClaimTypes.NameIdentifier);
}
