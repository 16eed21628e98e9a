using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Hosting;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Api.Problems;
using MultiDbSync.Api.Realtime;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Runs;

/// <summary>Sync now, and the demo.</summary>
internal static class SyncNowEndpoints
{
    public static void MapSyncNow(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api").WithTags("Runs").RequireAuthorization(Policies.Operator).RequireRateLimiting(RateLimits.SyncNow);
        group.MapPost("/trigger-manual-sync", SyncAsync).Audited(AuditActions.SyncNow, "all sync sets", (TriggerSyncRequest _) => new { }, r => r.SyncSet is null ? "all sync sets" : $"sync set {r.SyncSet}")
            .WithSummary("Synchronises a sync set, or all enabled ones, now; safe to press twice")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        group.MapPost("/demo", DemoAsync).Audited(AuditActions.Demo, "demo").WithSummary("Writes demo traffic, then one conflict of each kind");
    }

    private static async Task<Results<Ok<TriggerSyncResponse>, ProblemHttpResult>> SyncAsync(
        TriggerSyncRequest request, HttpContext http, HubDbContext db, RunQueue queue, EventPublisher events, CancellationToken cancellationToken)
    {
        var sets = await db.SyncSets.AsNoTracking().Where(s => request.SyncSet == null || s.Name == request.SyncSet).OrderBy(s => s.Name).ToListAsync(cancellationToken);
        if (request.SyncSet is { } name)
        {
            if (sets.Count == 0) return Problem.NotFound("sync set", name);
            if (!sets[0].Enabled) return Problem.Of(StatusCodes.Status409Conflict, ProblemTypes.SwitchedOff, $"{name} is switched off. Switch it on first.");
        }

        var names = sets.Where(s => s.Enabled).Select(s => s.Name).ToList();
        var runs = await queue.AskAsync(names, RunKind.Manual, http.User.Actor(), cancellationToken);
        foreach (var set in names) await events.CommandAsync("run", set);
        return TypedResults.Ok(new TriggerSyncResponse(runs));
    }

    private static async Task<Accepted<RunSummary>> DemoAsync(HttpContext http, RunQueue queue, EventPublisher events, CancellationToken cancellationToken)
    {
        var run = (await queue.AskAsync([RunQueue.DemoSet], RunKind.Demo, http.User.Actor(), cancellationToken))[0];
        await events.CommandAsync("run", RunQueue.DemoSet);
        return TypedResults.Accepted($"/api/runs/{run.Id}", run);
    }
}
