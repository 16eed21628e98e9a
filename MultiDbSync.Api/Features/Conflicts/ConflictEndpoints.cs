using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>Conflicts: list, detail, decision.</summary>
internal static class ConflictEndpoints
{
    // An edited row may carry long texts.
    private const int LargestDecision = 16 * 1024 * 1024;

    public static void MapConflicts(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/get-conflicts").WithTags("Conflicts").RequireAuthorization(Policies.Viewer);
        group.MapGet("", ListAsync).WithSummary("Conflicts by filter, sorted and paged").ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/{id:long}", ReadAsync).WithSummary("One conflict with all its values").ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{id:long}/neighbours", NeighboursAsync).WithSummary("The conflicts before and after one in a filtered list, newest first")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        app.MapPost("/api/resolve-conflict", ResolveAsync).WithTags("Conflicts").RequireAuthorization(Policies.Operator)
            .WithMetadata(new RequestSizeLimitAttribute(LargestDecision))
            .Audited(AuditActions.ResolveConflict, "", (ResolveConflictRequest r) => new { r.Choice, r.Columns, EditedColumns = r.Choice == ConflictChoice.Edit ? r.Values?.Keys : null },
                r => string.Create(CultureInfo.InvariantCulture, $"conflict {r.ConflictId}"))
            .WithSummary("Settles a conflict: keep left, keep right, keep both, columns from either side, or an edited row")
            .WithDescription(
                "Carries the version that the person saw; when the conflict has moved on, the answer is 409 conflict-moved with the conflict as it is now as 'conflict', and nothing is done. "
                + "Columns: a column that is not named comes from the side that changed it; one that both changed must be named (422 lists them). "
                + "KeepBoth: the right row gets 'newKey', or a key that the hub makes; where it can't make one, 422 says what to give.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Results<Ok<Page<ConflictSummary>>, ProblemHttpResult>> ListAsync(
        [AsParameters] ConflictFilter filter, HttpContext http, ConflictList conflicts, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string>();
        return await conflicts.ReadAsync(filter, http.User.Actor(), errors, cancellationToken) is { } page ? TypedResults.Ok(page) : Problem.BadParameters(errors);
    }

    private static async Task<Results<Ok<ConflictDetail>, ProblemHttpResult>> ReadAsync(long id, ConflictReader conflicts, CancellationToken cancellationToken) =>
        await conflicts.ReadAsync(id, cancellationToken) is { } detail
            ? TypedResults.Ok(detail)
            : ConflictProblems.NotFound(id);

    private static async Task<Results<Ok<ConflictNeighbours>, ProblemHttpResult>> NeighboursAsync(
        long id, [AsParameters] ConflictFilter filter, HttpContext http, ConflictList conflicts, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string>();
        if (await conflicts.NeighboursAsync(id, filter, http.User.Actor(), errors, cancellationToken) is { } neighbours) return TypedResults.Ok(neighbours);
        return errors.Count > 0 ? Problem.BadParameters(errors) : ConflictProblems.NotFound(id);
    }

    private static Task<Results<Ok<ConflictDetail>, ProblemHttpResult>> ResolveAsync(
        ResolveConflictRequest request, HttpContext http, ConflictDesk desk, CancellationToken cancellationToken) =>
        desk.ResolveAsync(request, http.User.Actor(), cancellationToken);
}
