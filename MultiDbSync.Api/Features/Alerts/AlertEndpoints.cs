using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Features.Lists;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Api.Problems;
using MultiDbSync.Api.Realtime;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Alerts;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Alerts;

/// <summary>What needs a person: list, take note of.</summary>
internal static class AlertEndpoints
{
    private static readonly Sorting<AlertEntity> Sortings = new(
        "-raisedAt", ("raisedAt", a => a.RaisedAt), ("clearedAt", a => a.ClearedAt), ("id", a => a.Id), ("kind", a => a.Kind), ("subject", a => a.Subject));

    public static void MapAlerts(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/alerts").WithTags("Alerts");
        group.MapGet("", ListAsync).RequireAuthorization(Policies.Viewer).WithSummary("Alerts by filter, sorted and paged")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapPost("/{id:long}/acknowledge", AcknowledgeAsync).RequireAuthorization(Policies.Operator)
            .Audited(AuditActions.Acknowledge, "alert {id}")
            .WithSummary("Somebody has taken note of it; it lasts until it is over").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<Page<AlertSummary>>, ProblemHttpResult>> ListAsync(
        string? state, string? kind, int? page, int? pageSize, string? sort, HubDbContext db, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string>();
        var paging = PageParameters.Read(page, pageSize, errors);
        IQueryable<AlertEntity> rows = db.Alerts.AsNoTracking();
        if (NamedValue.Read<AlertState>("state", state, errors) is { } wanted) rows = rows.Where(a => (a.ClearedAt == null) == (wanted == AlertState.Open));
        if (NamedValue.Read<AlertKind>("kind", kind, errors)?.ToString() is { } name) rows = rows.Where(a => a.Kind == name);
        var sorted = Sortings.Apply(rows, sort, a => a.Id, errors);
        if (errors.Count > 0) return Problem.BadParameters(errors);

        var total = await rows.CountAsync(cancellationToken);
        var items = await sorted.Skip(paging.Skip).Take(paging.Size).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<AlertSummary>([.. items.Select(ToWire)], total, paging.Number, paging.Size));
    }

    // Who came first is kept: a second press changes nothing.
    private static async Task<Results<Ok<AlertSummary>, ProblemHttpResult>> AcknowledgeAsync(
        long id, HttpContext http, HubDbContext db, EventPublisher events, TimeProvider time, AlertLog log, CancellationToken cancellationToken)
    {
        var (by, now) = (http.User.Actor(), time.GetUtcNow());
        var changed = await db.Alerts.Where(a => a.Id == id && a.AcknowledgedAt == null)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.AcknowledgedBy, by).SetProperty(x => x.AcknowledgedAt, now), cancellationToken);
        if (await db.Alerts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } alert)
            return Problem.NotFound("alert", id.ToString(CultureInfo.InvariantCulture));
        if (changed == 0) return TypedResults.Ok(ToWire(alert));
        log.Acknowledged(id, alert.Kind, alert.Subject, by);
        await events.PublishAsync(new SyncEvent(SyncEventKind.Alert, now));
        return TypedResults.Ok(ToWire(alert));
    }

    private static AlertSummary ToWire(AlertEntity alert) => new(
        alert.Id, Enum.Parse<AlertKind>(alert.Kind), alert.Subject, alert.Message, alert.RaisedAt, alert.ClearedAt, alert.AcknowledgedBy, alert.AcknowledgedAt);
}
