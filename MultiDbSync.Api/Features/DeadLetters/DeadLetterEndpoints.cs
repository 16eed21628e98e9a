using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Features.Lists;
using MultiDbSync.Api.Hosting;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Problems;
using MultiDbSync.Api.Realtime;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.DeadLetters;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.DeadLetters;

/// <summary>Rows that databases refuse: list, try again.</summary>
internal static class DeadLetterEndpoints
{
    private static readonly Sorting<DeadLetterEntity> Sortings = new(
        "-lastAt", ("lastAt", l => l.LastAt), ("firstAt", l => l.FirstAt), ("id", l => l.Id), ("database", l => l.Node), ("table", l => l.TableName), ("attempts", l => l.Attempts));

    public static void MapDeadLetters(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/dead-letters").WithTags("Dead letters");
        group.MapGet("", ListAsync).RequireAuthorization(Policies.Viewer).WithSummary("Rows that databases refuse, by filter, sorted and paged")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapPost("/{id:long}/replay", ReplayAsync).RequireAuthorization(Policies.Admin).RequireRateLimiting(RateLimits.SyncNow)
            .Audited(AuditActions.Replay, "dead letter {id}")
            .WithSummary("Tries a refused row again at once").ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/replay", ReplayManyAsync).RequireAuthorization(Policies.Admin).RequireRateLimiting(RateLimits.SyncNow)
            .Audited(AuditActions.ReplayMany, "dead letters", (ReplayDeadLettersRequest r) => r)
            .WithSummary("Tries all refused rows that match again at once");
    }

    private static async Task<Results<Ok<Page<DeadLetterSummary>>, ProblemHttpResult>> ListAsync(
        string? syncSet, string? database, string? table, int? page, int? pageSize, string? sort, HubDbContext db, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string>();
        var paging = PageParameters.Read(page, pageSize, errors);
        var rows = db.DeadLetters.AsNoTracking().Of(syncSet, database, table);
        var sorted = Sortings.Apply(rows, sort, l => l.Id, errors);
        if (errors.Count > 0) return Problem.BadParameters(errors);

        var total = await rows.CountAsync(cancellationToken);
        var items = await sorted.Skip(paging.Skip).Take(paging.Size).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<DeadLetterSummary>([.. items.Select(l => l.ToSummary())], total, paging.Number, paging.Size));
    }

    // The worker tries again whatever it left alone; the letter goes once the row is written.
    private static async Task<Results<Accepted<DeadLetterSummary>, ProblemHttpResult>> ReplayAsync(
        long id, HubDbContext db, EventPublisher events, AuditTrail audit, CancellationToken cancellationToken)
    {
        if (await db.DeadLetters.AsNoTracking().FirstOrDefaultAsync(l => l.Id == id, cancellationToken) is not { } letter)
            return Problem.NotFound("dead letter", id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        audit.After = new { letter.SyncSet, Database = letter.Node, Table = letter.TableName };
        await events.SignalAsync(letter.SyncSet);
        return TypedResults.Accepted("/api/dead-letters", letter.ToSummary());
    }

    // One signal per sync set, however many rows match: the worker walks through what waits in its own bounded batches.
    private static async Task<Accepted<ReplayDeadLettersResponse>> ReplayManyAsync(
        ReplayDeadLettersRequest request, HubDbContext db, EventPublisher events, CancellationToken cancellationToken)
    {
        var matching = await db.DeadLetters.AsNoTracking().Of(request.SyncSet, request.Database, request.Table)
            .GroupBy(l => l.SyncSet).Select(g => new { Set = g.Key, Rows = g.Count() }).OrderBy(g => g.Set).ToListAsync(cancellationToken);
        foreach (var group in matching) await events.SignalAsync(group.Set);
        return TypedResults.Accepted("/api/dead-letters", new ReplayDeadLettersResponse(matching.Sum(g => g.Rows), [.. matching.Select(g => g.Set)]));
    }
}
