using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Status;

namespace MultiDbSync.Api.Features.Status;

/// <summary>Is my data in sync, and how fast.</summary>
internal static class StatusEndpoints
{
    public static void MapStatus(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api").WithTags("Status").RequireAuthorization(Policies.Viewer);
        group.MapGet("/sync-status", StatusAsync).WithSummary("Is my data in sync?");
        group.MapGet("/sync-metrics", MetricsAsync).WithSummary("Figures for charts, in buckets without gaps; of all, or of one sync set and database").ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<Ok<SyncStatus>> StatusAsync(StatusReader status, CancellationToken cancellationToken) =>
        TypedResults.Ok(await status.ReadAsync(cancellationToken));

    private static async Task<Results<Ok<SyncMetrics>, ProblemHttpResult>> MetricsAsync(
        int? minutes, string? syncSet, string? database, MetricsReader metrics, CancellationToken cancellationToken)
    {
        var selection = new MetricsSelection(syncSet, database);
        return MetricsWindow.Of(minutes ?? MetricsWindow.DefaultMinutes, !selection.IsAll) is { } window
            ? TypedResults.Ok(await metrics.ReadAsync(window, selection, cancellationToken))
            : Problem.BadParameters(new Dictionary<string, string> { ["minutes"] = $"'minutes' is a number from 1 to {MetricsWindow.MostMinutes}." });
    }
}
