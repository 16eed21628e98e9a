using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>Conflicts: list, detail, decision.</summary>
internal static class ConflictEndpoints
{
    public static void MapConflicts(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/get-conflicts").WithTags("Conflicts").RequireAuthorization(Policies.Viewer);
        group.MapGet("", ListAsync).WithSummary("Conflicts by filter, sorted and paged").ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<Results<Ok<Page<ConflictSummary>>, ProblemHttpResult>> ListAsync(
        [AsParameters] ConflictFilter filter, ConflictList conflicts, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string>();
        return await conflicts.ReadAsync(filter, errors, cancellationToken) is { } page ? TypedResults.Ok(page) : Problem.BadParameters(errors);
    }
}
