using MultiDbSync.Api.Hosting;
using MultiDbSync.Api.Identity;
using MultiDbSync.Contracts.Query;

namespace MultiDbSync.Api.Features.Query;

/// <summary>One read-only statement on one database.</summary>
internal static class QueryEndpoints
{
    public static void MapQuery(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/run-query", async (RunQueryRequest request, HttpContext http, QueryDesk desk, CancellationToken cancellationToken) =>
                await desk.RunAsync(request, http, cancellationToken))
            .WithTags("Query").RequireAuthorization(Policies.Operator).RequireRateLimiting(RateLimits.Query)
            .WithSummary("Runs one statement that reads")
            .WithDescription("The database's own read-only mode is the guard. At most 10,000 rows, 8 MiB, 30 seconds.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests);
}
