using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Features.Status;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>Sync sets: list, switch, mode, schedule, policies.</summary>
internal static class SyncSetEndpoints
{
    public static void MapSyncSets(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/sync-sets").WithTags("Sync sets");
        group.MapGet("", ListAsync).RequireAuthorization(Policies.Viewer).WithSummary("All sync sets");
        group.MapPut("/{name}/enabled", SwitchAsync).RequireAuthorization(Policies.Operator)
            .WithSummary("Switches delivery off or on; capture goes on").ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPut("/{name}", UpdateAsync).RequireAuthorization(Policies.Admin)
            .WithSummary("Changes mode, schedule, time zone, policies")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Ok<IReadOnlyList<SyncSetSummary>>> ListAsync(TopologyStatus topology, CancellationToken cancellationToken) =>
        TypedResults.Ok(await topology.ReadSyncSetsAsync(await topology.ReadDatabasesAsync(cancellationToken), cancellationToken));

    private static Task<Results<Ok<SyncSetSummary>, ProblemHttpResult>> SwitchAsync(
        string name, SetEnabledRequest request, HttpContext http, SyncSetDesk desk, CancellationToken cancellationToken) =>
        desk.UpdateAsync(name, new UpdateSyncSetRequest(request.Enabled, null, null, null, null), http.User.Actor(), cancellationToken);

    private static Task<Results<Ok<SyncSetSummary>, ProblemHttpResult>> UpdateAsync(
        string name, UpdateSyncSetRequest request, HttpContext http, SyncSetDesk desk, CancellationToken cancellationToken) =>
        desk.UpdateAsync(name, request, http.User.Actor(), cancellationToken);
}
