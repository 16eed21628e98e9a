using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Features.Databases;
using MultiDbSync.Api.Hosting;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Api.Features.Query;

/// <summary>Runs a person's SQL within limits.</summary>
internal sealed partial class QueryDesk(NodeConnectors nodes, QuerySlots slots, ILogger<QueryDesk> logger)
{
    private const int MostRows = 10_000;
    private const int DefaultRows = 1_000;
    private const long MostBytes = 8 * 1024 * 1024;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(30);

    public async Task<Results<Ok<QueryResponse>, ProblemHttpResult>> RunAsync(RunQueryRequest request, HttpContext http, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Sql)) return Problem.Invalid("sql", "There is no statement.");
        if (request.MaxRows is < 1 or > MostRows) return Problem.Invalid("maxRows", $"'maxRows' is a number from 1 to {MostRows}.");
        var by = http.User.Actor();
        await using var connector = await nodes.FindAsync(request.Database ?? "", cancellationToken);
        if (connector is null) return Problem.NotFound("database", request.Database ?? "");
        using var slot = await slots.TakeAsync(cancellationToken);
        if (slot is null) return Busy(http.Response);

        try
        {
            var limits = new QueryLimits(request.MaxRows ?? DefaultRows, MostBytes, MostTime);
            var result = await connector.Queries.QueryAsync(request.Sql, limits, cancellationToken);
            Ran(request.Database!, by, result.Rows.Count, result.Truncated, result.Elapsed.TotalMilliseconds);
            return TypedResults.Ok(new QueryResponse(
                request.Database!, [.. result.Columns.Select(c => new QueryColumn(c.Name, c.Type))], result.Rows, result.Truncated, result.Elapsed.TotalMilliseconds));
        }
        catch (QueryRefusedException e)
        {
            Refused(request.Database!, by);
            return Problem.Of(
                StatusCodes.Status422UnprocessableEntity, ProblemTypes.QueryRefused, "The statement was not run.", e.Message,
                new Dictionary<string, object?> { ["offset"] = e.Offset });
        }
    }

    private static ProblemHttpResult Busy(HttpResponse response)
    {
        response.SetRetryAfter(TimeSpan.FromSeconds(2));
        return Problem.Of(StatusCodes.Status429TooManyRequests, ProblemTypes.QueryBusy, "Too many queries run at once. Try again in a moment.");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Query on {Database} by {Actor}: {Rows} rows, truncated {Truncated}, {Milliseconds} ms")]
    private partial void Ran(string database, string actor, int rows, bool truncated, double milliseconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Query on {Database} by {Actor} was refused")]
    private partial void Refused(string database, string actor);
}
