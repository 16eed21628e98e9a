using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Features.Status;
using MultiDbSync.Api.Hosting;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>Sync sets: list, make, switch, mode, schedule, policies, remove; databases that join by a first load.</summary>
internal static class SyncSetEndpoints
{
    public static void MapSyncSets(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/sync-sets").WithTags("Sync sets");
        group.MapGet("", ListAsync).RequireAuthorization(Policies.Viewer).WithSummary("All sync sets");
        group.MapGet("/{name}", DetailAsync).RequireAuthorization(Policies.Viewer).WithSummary("A sync set with its tables and databases").ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{name}/paused-tables", PausedAsync).RequireAuthorization(Policies.Viewer)
            .WithSummary("Tables that rest on a database because they have changed there, with statements that would bring them back").ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPut("/{name}/enabled", SwitchAsync).RequireAuthorization(Policies.Operator)
            .Audited(AuditActions.SwitchSyncSet, "sync set {name}", (SetEnabledRequest r) => new { r.Enabled })
            .WithSummary("Switches delivery off or on; capture goes on").ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("", CreateAsync).RequireAuthorization(Policies.Admin).RequireRateLimiting(RateLimits.TestConnection)
            .Audited(AuditActions.AddSyncSet, "", (CreateSyncSetRequest r) => new { r.Database, r.Tables, r.Policy, r.Mode, r.Schedule, r.TimeZone }, r => $"sync set {r.Name}")
            .WithSummary("Makes a sync set from tables of a registered database")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapDelete("/{name}", RemoveAsync).RequireAuthorization(Policies.Admin)
            .Audited(AuditActions.RemoveSyncSet, "sync set {name}")
            .WithSummary("Removes a sync set: its databases keep their rows, the worker takes our triggers out").ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/{name}/databases", JoinAsync).RequireAuthorization(Policies.Admin).RequireRateLimiting(RateLimits.TestConnection)
            .Audited(AuditActions.JoinSyncSet, "sync set {name}", (JoinSyncSetRequest r) => new { r.Database, r.FirstLoad?.Mode, r.FirstLoad?.Source, r.FirstLoad?.CreateMissingTables, r.FirstLoad?.Route?.Direction })
            .WithSummary("A registered database joins by a first load, which is a run")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapDelete("/{name}/databases/{database}", LeaveAsync).RequireAuthorization(Policies.Admin)
            .Audited(AuditActions.LeaveSyncSet, "sync set {name}, database {database}")
            .WithSummary("A database leaves: the worker carries over what it changed last and takes our triggers out; its rows stay")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        group.MapPost("/{name}/databases/{database}/load", RestartAsync).RequireAuthorization(Policies.Admin).RequireRateLimiting(RateLimits.SyncNow)
            .Audited(AuditActions.RestartLoad, "sync set {name}, database {database}", (RestartLoadRequest r) => new { r.Source })
            .WithSummary("Goes on with a first load that waits or ended, from another database when one is named")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapPut("/{name}", UpdateAsync).RequireAuthorization(Policies.Admin)
            .Audited(AuditActions.ChangeSyncSet, "sync set {name}", (UpdateSyncSetRequest r) => r)
            .WithSummary("Changes mode, schedule, time zone, policies")
            .WithDescription("All or nothing. 'policies' sets a table's default alone; 'tablePolicies' sets default, kinds and columns of a table. What can be chosen: /api/sync-sets/{name}/tables/{table}/policies.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Ok<IReadOnlyList<SyncSetSummary>>> ListAsync(TopologyStatus topology, CancellationToken cancellationToken) =>
        TypedResults.Ok(await topology.ReadSyncSetsAsync(await topology.ReadDatabasesAsync(cancellationToken), cancellationToken));

    private static async Task<Results<Ok<SyncSetDetail>, ProblemHttpResult>> DetailAsync(string name, SyncSetDetails details, CancellationToken cancellationToken) =>
        await details.ReadAsync(name, cancellationToken) is { } found ? TypedResults.Ok(found) : Problem.NotFound("sync set", name);

    private static async Task<Results<Ok<List<PausedTable>>, ProblemHttpResult>> PausedAsync(string name, HubDbContext db, CancellationToken cancellationToken)
    {
        if (!await db.SyncSets.AnyAsync(s => s.Name == name, cancellationToken)) return Problem.NotFound("sync set", name);
        return TypedResults.Ok(await db.RouteTables.AsNoTracking().Where(t => t.SyncSet == name && t.PausedReason != null)
            .OrderBy(t => t.Node).ThenBy(t => t.TableName)
            .Select(t => new PausedTable(t.Node, t.TableName, t.PausedReason!, t.ProposedSql))
            .ToListAsync(cancellationToken));
    }

    private static Task<Results<Created<SyncSetSummary>, ProblemHttpResult>> CreateAsync(
        CreateSyncSetRequest request, HttpContext http, SyncSetCreation creation, CancellationToken cancellationToken) =>
        creation.CreateAsync(request, http.User.Actor(), cancellationToken);

    private static async Task<Results<Accepted, ProblemHttpResult>> RemoveAsync(string name, HttpContext http, SyncSetRemoval removal, CancellationToken cancellationToken) =>
        await removal.RemoveAsync(name, http.User.Actor(), cancellationToken) ? TypedResults.Accepted("/api/sync-sets") : Problem.NotFound("sync set", name);

    private static Task<Results<Accepted<RunSummary>, ProblemHttpResult>> JoinAsync(
        string name, JoinSyncSetRequest request, HttpContext http, JoinDesk desk, CancellationToken cancellationToken) =>
        desk.JoinAsync(name, request, http.User.Actor(), cancellationToken);

    private static async Task<Results<Accepted, ProblemHttpResult>> LeaveAsync(string name, string database, HttpContext http, LeaveDesk desk, CancellationToken cancellationToken) =>
        await desk.LeaveAsync(name, database, http.User.Actor(), cancellationToken) is { } problem ? problem : TypedResults.Accepted($"/api/sync-sets/{name}");

    private static Task<Results<Accepted<RunSummary>, ProblemHttpResult>> RestartAsync(
        string name, string database, RestartLoadRequest request, HttpContext http, JoinDesk desk, CancellationToken cancellationToken) =>
        desk.RestartAsync(name, database, request, http.User.Actor(), cancellationToken);

    private static Task<Results<Ok<SyncSetSummary>, ProblemHttpResult>> SwitchAsync(
        string name, SetEnabledRequest request, HttpContext http, SyncSetDesk desk, CancellationToken cancellationToken) =>
        desk.UpdateAsync(name, new UpdateSyncSetRequest(request.Enabled, null, null, null, null), http.User.Actor(), cancellationToken);

    private static Task<Results<Ok<SyncSetSummary>, ProblemHttpResult>> UpdateAsync(
        string name, UpdateSyncSetRequest request, HttpContext http, SyncSetDesk desk, CancellationToken cancellationToken) =>
        desk.UpdateAsync(name, request, http.User.Actor(), cancellationToken);
}
