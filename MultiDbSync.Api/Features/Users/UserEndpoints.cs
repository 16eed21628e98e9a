using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Api.Problems;
using MultiDbSync.Api.Realtime;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Api.Features.Users;

/// <summary>Accounts and their roles.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/users").WithTags("Users").RequireAuthorization(Policies.AdminInPerson);
        group.MapGet("", ListAsync).WithSummary("All accounts");
        group.MapPut("/{id}", UpdateAsync).Audited(AuditActions.ChangeUser, "user {id}", (UpdateUserRequest r) => new { r.Role, r.Disabled })
            .WithSummary("Changes a role, or switches an account off or on")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        group.MapGet("/{id}/sessions", SessionsAsync).WithSummary("Where somebody is signed in").ProducesProblem(StatusCodes.Status404NotFound);
        group.MapDelete("/{id}/sessions", EndSessionsAsync).Audited(AuditActions.EndSessions, "user {id}")
            .WithSummary("Signs somebody out everywhere").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<IReadOnlyList<SessionSummary>>, ProblemHttpResult>> SessionsAsync(
        string id, HttpContext http, UserDirectory users, SessionStore sessions, CancellationToken cancellationToken) =>
        await users.FindAsync(id, cancellationToken) is null
            ? Problem.NotFound("user", id)
            : TypedResults.Ok(await sessions.ListAsync(id, http.User.SessionId(), cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> EndSessionsAsync(
        string id, UserDirectory users, SessionStore sessions, AuditTrail audit, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(id, cancellationToken) is not { } user) return Problem.NotFound("user", id);
        audit.Subject = $"user {user.Email}";
        audit.After = new { EndedSessions = await sessions.EndAllAsync(id, cancellationToken) };
        return TypedResults.NoContent();
    }

    private static async Task<Ok<IReadOnlyList<UserSummary>>> ListAsync(UserDirectory users, CancellationToken cancellationToken) =>
        TypedResults.Ok(await users.ListAsync(cancellationToken));

    private static async Task<Results<Ok<UserSummary>, ProblemHttpResult>> UpdateAsync(
        string id, UpdateUserRequest request, HttpContext http, UserDirectory users, EventPublisher events, UserLog log, CancellationToken cancellationToken)
    {
        if (request.Role is not null && !Roles.All.Contains(request.Role))
            return Problem.Invalid("role", $"There is no role '{request.Role}'; the roles are {string.Join(", ", Roles.All)}.");
        if (await users.FindAsync(id, cancellationToken) is not { } user) return Problem.NotFound("user", id);
        if (!await users.UpdateAsync(user, request, cancellationToken))
            return Problem.Of(StatusCodes.Status409Conflict, ProblemTypes.LastAdmin, "This is the last administrator. Make somebody else one first.");

        var changed = await users.FindAsync(id, cancellationToken);
        log.Changed(id, changed!.Role, changed.Disabled, http.User.Actor());
        await events.ConfigurationChangedAsync();
        return TypedResults.Ok(changed);
    }
}
