using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Hosting;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Api.Features.Suggestions;

/// <summary>Suggestions of a language model.</summary>
internal static class SuggestionEndpoints
{
    public static void MapSuggestions(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/conflicts/{id:long}/suggestion", AskAsync).WithTags("Conflicts").RequireAuthorization(Policies.Operator).RequireRateLimiting(RateLimits.Query)
            .Audited(AuditActions.AskModel, "conflict {id}")
            .WithSummary("Asks a language model how to settle a conflict; nothing is settled by it")
            .WithDescription("Only where the settings name a model and the table: else 409 switched-off, and no row leaves. The answer joins the conflict's suggestions.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status502BadGateway);

    private static Task<Results<Ok<ConflictDetail>, ProblemHttpResult>> AskAsync(long id, HttpContext http, ModelAdvisor advisor, CancellationToken cancellationToken) =>
        advisor.AskAsync(id, http.User.Actor(), cancellationToken);
}
