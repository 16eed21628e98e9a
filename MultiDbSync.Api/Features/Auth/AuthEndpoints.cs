using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Features.Users;
using MultiDbSync.Api.Hosting;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Api.Identity.SignIn;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Api.Features.Auth;

/// <summary>Signing in and out.</summary>
internal static class AuthEndpoints
{
    public static void MapAuth(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/auth").WithTags("Auth");
        group.MapPost("/login", SignInAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn)
            .Audited(AuditActions.SignIn, "")
            .WithSummary("Signs in by e-mail address and password").ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
        group.MapPost("/refresh", RefreshAsync).AllowAnonymous().RequireRateLimiting(RateLimits.Refresh)
            .NotAudited("It prolongs nothing and gives no right that the session hasn't got; every console calls it every few minutes.")
            .WithSummary("Renews an access token; role changes show here").ProducesProblem(StatusCodes.Status401Unauthorized);
        group.MapPost("/logout", SignOutAsync).RequireAuthorization().Audited(AuditActions.SignOut, "").WithSummary("Ends this session: its tokens are worth nothing from now on");
        group.MapGet("/me", MeAsync).RequireAuthorization().WithSummary("Who is signed in");
    }

    private static async Task<Results<Ok<SignInResponse>, ProblemHttpResult>> SignInAsync(
        SignInRequest request, HttpContext http, PasswordSignIn signIn, SessionStore sessions, TokenIssuer tokens, AuthLog log, AuditTrail audit,
        CancellationToken cancellationToken)
    {
        var address = ClientAddress.Of(http);
        var outcome = await signIn.CheckAsync(request.Email ?? "", request.Password ?? "", address);
        audit.IsAlwaysKept = true;
        audit.SignInBy(outcome.Tried);
        if (outcome.Wait is { } wait)
        {
            log.Locked(address);
            http.Response.SetRetryAfter(wait);
            return Problem.Of(StatusCodes.Status429TooManyRequests, ProblemTypes.TooManyRequests, "Too many failed sign-ins. Wait a little.");
        }

        if (outcome.UserId is not { } userId)
        {
            log.Failed(address);
            return Problem.Of(StatusCodes.Status401Unauthorized, ProblemTypes.SignInFailed, "E-mail address or password is wrong.");
        }

        log.SignedIn(userId, address);
        return TypedResults.Ok(tokens.Issue(await sessions.BeginAsync(userId, SessionOrigin.Of(http), cancellationToken)));
    }

    private static async Task<Results<Ok<SignInResponse>, ProblemHttpResult>> RefreshAsync(
        RefreshRequest request, SessionStore sessions, TokenIssuer tokens, CancellationToken cancellationToken) =>
        tokens.ReadRefreshToken(request.RefreshToken ?? "") is var (id, stamp)
        && await sessions.FindAsync(id, cancellationToken) is { } session && session.Stamp == stamp
            ? TypedResults.Ok(tokens.Issue(session))
            : Problem.Of(StatusCodes.Status401Unauthorized, ProblemTypes.SessionEnded, "The session has ended. Sign in again.");

    private static async Task<NoContent> SignOutAsync(HttpContext http, SessionStore sessions, CancellationToken cancellationToken)
    {
        if (http.User.SessionId() is { } session) await sessions.EndAsync(session, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<UserSummary>, ProblemHttpResult>> MeAsync(HttpContext http, UserDirectory users, TimeProvider time, CancellationToken cancellationToken)
    {
        if (http.User.SessionId() is null)
            return TypedResults.Ok(new UserSummary("", http.User.Actor(), http.User.FindFirstValue(ClaimTypes.Role) ?? "", false, time.GetUtcNow(), null));
        var me = await users.FindByEmailAsync(http.User.Actor(), cancellationToken);
        return me is null ? Problem.NotFound("user", http.User.Actor()) : TypedResults.Ok(me);
    }
}
