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
        var group = app.MapGroup("/api/users").WithTags("Users").RequireAuthorization(Policies.Admin);
        group.MapGet("", ListAsync).WithSummary("All accounts");
        group.MapPut("/{id}", UpdateAsync).Audited(AuditActions.ChangeUser, "user {id}", (UpdateUserRequest r) => new { r.Role, r.Disabled })
            .WithSummary("Changes a role, or switches an account off or on")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
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
