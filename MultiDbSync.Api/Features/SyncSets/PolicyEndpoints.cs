using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Identity;
using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>Conflict policies of a sync set's tables: what can be chosen, and what a choice would have done.</summary>
internal static class PolicyEndpoints
{
    public static void MapPolicies(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/sync-sets/{name}/tables/{table}").WithTags("Sync sets");
        group.MapGet("/policies", ChoicesAsync).RequireAuthorization(Policies.Viewer)
            .WithSummary("The policies that a table, its kinds of conflict and its columns can have").ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/try-policy", TryAsync).RequireAuthorization(Policies.Admin)
            .NotAudited("It changes nothing and tells numbers alone.")
            .WithSummary("What a policy would have done with a table's past conflicts")
            .WithDescription("Changes nothing. 'otherwise' counts the conflicts that would have ended with another row, without a question that was asked, or with one that was not.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static Task<Results<Ok<TablePolicyChoices>, ProblemHttpResult>> ChoicesAsync(string name, string table, PolicyTrials trials, CancellationToken cancellationToken) =>
        trials.ChoicesAsync(name, table, cancellationToken);

    private static Task<Results<Ok<PolicyTrialResult>, ProblemHttpResult>> TryAsync(
        string name, string table, TryPolicyRequest request, PolicyTrials trials, CancellationToken cancellationToken) =>
        trials.TryAsync(name, table, request, cancellationToken);
}
