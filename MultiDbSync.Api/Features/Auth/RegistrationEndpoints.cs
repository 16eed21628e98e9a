using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Hosting;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Identity.Accounts;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Api.Identity.SignIn;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Api.Features.Auth;

/// <summary>How accounts come to be: by registering, and the first administrator by the token that the start printed.</summary>
internal static class RegistrationEndpoints
{
    public static void MapRegistration(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/auth").WithTags("Auth").AllowAnonymous();
        group.MapPost("/register", RegisterAsync).RequireRateLimiting(RateLimits.SignIn)
            .Audited(AuditActions.Register, "")
            .WithSummary("Makes an account with role Viewer").ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapGet("/setup", SetupStatusAsync).WithSummary("Whether the first administrator is still missing");
        group.MapPost("/setup", SetUpAsync).RequireRateLimiting(RateLimits.SignIn)
            .Audited(AuditActions.SetUp, "")
            .WithSummary("Makes the first administrator").ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<SignInResponse>, ProblemHttpResult>> RegisterAsync(
        RegisterRequest request, HttpContext http, NewAccount accounts, IOptions<RegistrationOptions> registration, CancellationToken cancellationToken) =>
        registration.Value.Open
            ? await accounts.MakeAsync(request.Email, request.Password, Roles.Viewer, asFirstAdmin: false, http, cancellationToken)
            : Problem.Of(StatusCodes.Status403Forbidden, ProblemTypes.RegistrationClosed, "Registration is closed. Ask an administrator.");

    private static async Task<Ok<SetupStatus>> SetupStatusAsync(
        AccountRegistration accounts, IOptions<RegistrationOptions> registration, CancellationToken cancellationToken) =>
        TypedResults.Ok(new SetupStatus(!await accounts.AnyAdminAsync(cancellationToken), registration.Value.Open));

    private static async Task<Results<Ok<SignInResponse>, ProblemHttpResult>> SetUpAsync(
        SetupRequest request, HttpContext http, NewAccount accounts, IOptions<SetupOptions> setup, AuthLog log, AuditTrail audit, CancellationToken cancellationToken)
    {
        if (Secret.Matches(setup.Value.Token, request.Token))
            return await accounts.MakeAsync(request.Email, request.Password, Roles.Admin, asFirstAdmin: true, http, cancellationToken);
        (audit.Actor, audit.IsAlwaysKept) = (AuditTrail.Anybody, true);
        log.SetupRefused(ClientAddress.Of(http));
        return Problem.Of(StatusCodes.Status403Forbidden, ProblemTypes.SetupTokenWrong, "The setup link is not valid. Use the one that the start printed.");
    }
}
