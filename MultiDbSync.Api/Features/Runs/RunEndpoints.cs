using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Features.Lists;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Snapshots;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Runs;

/// <summary>Runs, past and under way.</summary>
internal static class RunEndpoints
{
    private static readonly Sorting<RunEntity> Sortings = new(
        "-id", ("id", r => r.Id), ("requestedAt", r => r.RequestedAt), ("finishedAt", r => r.FinishedAt), ("syncSet", r => r.SyncSet), ("status", r => r.Status), ("kind", r => r.Kind));

    public static void MapRuns(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/runs").WithTags("Runs").RequireAuthorization(Policies.Viewer);
        group.MapGet("", ListAsync).WithSummary("Runs by filter, sorted and paged").ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/{id:long}", ReadAsync).WithSummary("One run with its progress").ProducesProblem(StatusCodes.Status404NotFound);
        Map(group, "/{id:long}/cancel", (long id, HttpContext http, RunDesk desk, CancellationToken cancellationToken) => desk.CancelAsync(id, http.User.Actor(), cancellationToken))
            .Audited(AuditActions.CancelRun, "run {id}").WithSummary("Calls a queued run off");
        Map(group, "/{id:long}/pause", (long id, HttpContext http, RunDesk desk, CancellationToken cancellationToken) => desk.PauseAsync(id, http.User.Actor(), cancellationToken))
            .Audited(AuditActions.PauseRun, "run {id}").WithSummary("Pauses a first load behind the chunk that is being written; durable");
        Map(group, "/{id:long}/resume", (long id, HttpContext http, RunDesk desk, CancellationToken cancellationToken) => desk.ResumeAsync(id, http.User.Actor(), cancellationToken))
            .Audited(AuditActions.ResumeRun, "run {id}").WithSummary("Lets a paused first load go on");
    }

    /// <summary>Runs together with changes of the configuration.</summary>
    public static void MapTimeline(this IEndpointRouteBuilder app) => app.MapGet("/api/timeline", TimelineAsync).WithTags("Runs").RequireAuthorization(Policies.Viewer)
        .WithSummary("Runs and changes of databases and sync sets by filter, newest first, paged")
        .WithDescription("A kind of run, or \"Configuration\" for the changes alone. With a kind of run or a state there are runs alone.")
        .ProducesProblem(StatusCodes.Status400BadRequest);

    private static RouteHandlerBuilder Map(RouteGroupBuilder group, string path, Delegate act) => group.MapPost(path, act)
        .RequireAuthorization(Policies.Operator).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<Page<RunSummary>>, ProblemHttpResult>> ListAsync(
        [AsParameters] RunFilter filter, HubDbContext db, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string>();
        var paging = PageParameters.Read(filter.Page, filter.PageSize, errors);
        var rows = filter.Of(db.Runs.AsNoTracking(), errors);
        var sorted = Sortings.Apply(rows, filter.Sort, r => r.Id, errors);
        if (errors.Count > 0) return Problem.BadParameters(errors);

        var total = await rows.CountAsync(cancellationToken);
        var items = await sorted.Skip(paging.Skip).Take(paging.Size).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<RunSummary>([.. items.Select(r => r.ToSummary())], total, paging.Number, paging.Size));
    }

    private static async Task<Results<Ok<Page<TimelineEntry>>, ProblemHttpResult>> TimelineAsync(
        [AsParameters] RunFilter filter, TimelineReader timeline, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string>();
        if (!string.IsNullOrEmpty(filter.Sort)) errors["sort"] = "A timeline is sorted by time, newest first: leave 'sort' out.";
        return await timeline.ReadAsync(filter, errors, cancellationToken) is { } page ? TypedResults.Ok(page) : Problem.BadParameters(errors);
    }

    private static async Task<Results<Ok<RunSummary>, ProblemHttpResult>> ReadAsync(long id, HubDbContext db, CancellationToken cancellationToken) =>
        await db.Runs.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is { } run
            ? TypedResults.Ok(run.ToSummary() with { Load = await db.FindLoadAsync(run, cancellationToken) })
            : Problem.NotFound("run", id.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
