using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>When a schedule would run, before anybody saves it.</summary>
internal static class ScheduleEndpoints
{
    private const int Runs = 5;

    public static void MapSchedules(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/schedule-runs", Next).WithTags("Sync sets").RequireAuthorization(Policies.Viewer)
            .WithSummary("The next five runs of a cron expression in a time zone").ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Results<Ok<ScheduleRuns>, ProblemHttpResult> Next(string? schedule, string? timeZone, TimeProvider time)
    {
        var errors = new Dictionary<string, string>();
        var zone = ScheduleRules.Zone(string.IsNullOrWhiteSpace(timeZone) ? "UTC" : timeZone.Trim(), errors);
        var cron = ScheduleRules.Cron(SyncMode.Scheduled, schedule?.Trim() is { Length: > 0 } text ? text : null, errors);
        var next = zone is null || cron is null ? [] : ScheduleRules.Next(cron, zone, time.GetUtcNow(), Runs, errors);
        return errors.Count > 0 ? Problem.Invalid(errors) : TypedResults.Ok(new ScheduleRuns(schedule!.Trim(), zone!.Id, next));
    }
}
