using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Features.Lists;
using MultiDbSync.Api.Identity;
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
    }

    private static async Task<Results<Ok<Page<RunSummary>>, ProblemHttpResult>> ListAsync(
        string? syncSet, string? status, int? page, int? pageSize, string? sort, HubDbContext db, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string>();
        var paging = PageParameters.Read(page, pageSize, errors);
        IQueryable<RunEntity> rows = db.Runs.AsNoTracking();
        if (NamedValue.Read<RunStatus>("status", status, errors) is { } wanted) rows = rows.Where(r => r.Status == wanted);
        if (!string.IsNullOrEmpty(syncSet)) rows = rows.Where(r => r.SyncSet == syncSet);
        var sorted = Sortings.Apply(rows, sort, r => r.Id, errors);
        if (errors.Count > 0) return Problem.BadParameters(errors);

        var total = await rows.CountAsync(cancellationToken);
        var items = await sorted.Skip(paging.Skip).Take(paging.Size).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<RunSummary>([.. items.Select(r => r.ToSummary())], total, paging.Number, paging.Size));
    }

    private static async Task<Results<Ok<RunSummary>, ProblemHttpResult>> ReadAsync(long id, HubDbContext db, CancellationToken cancellationToken) =>
        await db.Runs.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is { } run
            ? TypedResults.Ok(run.ToSummary() with { Load = await db.FindLoadAsync(run, cancellationToken) })
            : Problem.NotFound("run", id.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
