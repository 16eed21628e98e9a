using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>Conflicts: many at once, who is to decide, remarks, taking a decision back.</summary>
internal static class ConflictCareEndpoints
{
    public static void MapConflictCare(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/conflicts").WithTags("Conflicts").RequireAuthorization(Policies.Operator);
        group.MapPost("/preview-resolution", PreviewAsync).NotAudited("It changes nothing.").WithSummary("What settling many conflicts at once would do")
            .WithDescription("Changes nothing. Answers counts, those that are known to be refused, the oldest ten, and a token for resolve-many.")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapPost("/resolve-many", ResolveAsync)
            .Audited(AuditActions.ResolveConflicts, "open conflicts", (ResolveManyRequest r) => new { r.Choice, r.OlderThan })
            .WithSummary("Settles the conflicts that were previewed, each for itself")
            .WithDescription(
                "Carries the preview's token. When other conflicts are found now, or some have changed, the answer is 409 conflict-moved with a new preview as 'preview', and nothing is done. "
                + "Else each conflict is settled, left as it is because it moved in the same moment, or refused with a reason.")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapGet("/assignees", AssigneesAsync).WithSummary("Accounts that may decide");
        group.MapPut("/{id:long}/assignee", AssignAsync).Audited(AuditActions.AssignConflict, "conflict {id}", (AssignConflictRequest r) => new { r.Account })
            .WithSummary("Says who is to decide; null for nobody")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapPost("/{id:long}/comments", CommentAsync).Audited(AuditActions.CommentConflict, "conflict {id}").WithSummary("Adds a remark to the history")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapPost("/{id:long}/reopen", ReopenAsync).Audited(AuditActions.ReopenConflict, "conflict {id}").WithSummary("Opens a settled conflict again")
            .WithDescription(
                "Its row is parked: each database keeps the value that it has until somebody decides anew. Where the hub has forgotten the row, a database that holds all of its table is asked: "
                + "409 database-unavailable when none is enabled, 502 when none answers.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status502BadGateway);
    }

    private static Task<Results<Ok<ResolutionPreview>, ProblemHttpResult>> PreviewAsync(
        PreviewResolutionRequest request, HttpContext http, BulkDesk desk, CancellationToken cancellationToken) =>
        desk.PreviewAsync(request, http.User.Actor(), cancellationToken);

    private static Task<Results<Ok<ResolveManyResult>, ProblemHttpResult>> ResolveAsync(
        ResolveManyRequest request, HttpContext http, BulkDesk desk, CancellationToken cancellationToken) =>
        desk.ResolveAsync(request, http.User.Actor(), cancellationToken);

    private static async Task<Ok<IReadOnlyList<string>>> AssigneesAsync(ConflictAccounts accounts, CancellationToken cancellationToken) =>
        TypedResults.Ok(await accounts.ListAsync(cancellationToken));

    private static Task<Results<Ok<ConflictDetail>, ProblemHttpResult>> AssignAsync(
        long id, AssignConflictRequest request, HttpContext http, ConflictCareDesk desk, CancellationToken cancellationToken) =>
        desk.AssignAsync(id, request.Account, http.User.Actor(), cancellationToken);

    private static Task<Results<Ok<ConflictDetail>, ProblemHttpResult>> CommentAsync(
        long id, CommentConflictRequest request, HttpContext http, ConflictCareDesk desk, CancellationToken cancellationToken) =>
        desk.CommentAsync(id, request.Text, http.User.Actor(), cancellationToken);

    private static Task<Results<Ok<ConflictDetail>, ProblemHttpResult>> ReopenAsync(
        long id, ReopenConflictRequest request, HttpContext http, ConflictCareDesk desk, CancellationToken cancellationToken) =>
        desk.ReopenAsync(id, request, http.User.Actor(), cancellationToken);
}
