using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Features.Databases;
using MultiDbSync.Api.Hosting;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Api.Features.Query;

/// <summary>Runs a person's SQL, or asks how it would run, within limits.</summary>
internal sealed partial class QueryDesk(NodeConnectors nodes, QuerySlots slots, QueryHistory history, AuditTrail audit, TimeProvider time, ILogger<QueryDesk> logger)
{
    private const int MostRows = 10_000;
    private const int DefaultRows = 1_000;
    private const long MostBytes = 8 * 1024 * 1024;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(30);

    public async Task<Results<Ok<QueryResponse>, ProblemHttpResult>> RunAsync(RunQueryRequest request, HttpContext http, CancellationToken cancellationToken)
    {
        if (request.MaxRows is < 1 or > MostRows) return Problem.Invalid("maxRows", $"'maxRows' is a number from 1 to {MostRows}.");
        var by = http.User.Actor();
        var began = time.GetUtcNow();
        QueryRunNote Note(QueryOutcome outcome, QueryResult? result) =>
            new(by, request.Run, request.Sql, request.Database, outcome, result?.Rows.Count ?? 0, result?.Elapsed ?? TimeSpan.Zero, began);

        return await WithDatabaseAsync<QueryResponse>(request.Database, request.Sql, http, async connector =>
        {
            QueryResult? result = null;
            var outcome = QueryOutcome.Failed;
            try
            {
                result = await connector.Queries.QueryAsync(request.Sql, new QueryLimits(request.MaxRows ?? DefaultRows, MostBytes, MostTime), cancellationToken);
                outcome = QueryOutcome.Ran;
            }
            catch (Exception e) when (e is OperationCanceledException or QueryRefusedException)
            {
                outcome = e is OperationCanceledException ? QueryOutcome.Cancelled : QueryOutcome.Refused;
                throw;
            }
            finally
            {
                // What was asked is its owner's alone; a statement that only reads isn't kept in the audit log.
                audit.After = new { Outcome = outcome, Rows = result?.Rows.Count };

                // Also when the caller has gone away: it is in the history that one looks for what was cancelled.
                await history.AddAsync(Note(outcome, result), CancellationToken.None);
            }

            Ran(request.Database, by, result.Rows.Count, result.Truncated, result.Elapsed.TotalMilliseconds);
            return new QueryResponse(
                request.Database, [.. result.Columns.Select(c => new QueryColumn(c.Name, c.Type))], result.Rows, result.Truncated, result.Elapsed.TotalMilliseconds);
        }, cancellationToken);
    }

    public Task<Results<Ok<ExplainQueryResponse>, ProblemHttpResult>> ExplainAsync(ExplainQueryRequest request, HttpContext http, CancellationToken cancellationToken) =>
        WithDatabaseAsync<ExplainQueryResponse>(request.Database, request.Sql, http, async connector =>
        {
            var plan = await connector.Queries.ExplainAsync(request.Sql, new QueryLimits(DefaultRows, MostBytes, MostTime), cancellationToken);
            return PlanWire.Of(request.Database, plan);
        }, cancellationToken);

    private async Task<Results<Ok<T>, ProblemHttpResult>> WithDatabaseAsync<T>(
        string? database, string? sql, HttpContext http, Func<INodeConnector, Task<T>> answer, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(sql)) return Problem.Invalid("sql", "There is no statement.");
        await using var connector = await nodes.FindAsync(database ?? "", cancellationToken);
        if (connector is null) return Problem.NotFound("database", database ?? "");
        using var slot = await slots.TakeAsync(cancellationToken);
        if (slot is null) return Busy(http.Response);
        try
        {
            return TypedResults.Ok(await answer(connector));
        }
        catch (QueryRefusedException e)
        {
            Refused(database!, http.User.Actor());
            var place = e.Offset is { } offset ? TextPlace.Of(sql, offset) : null;
            return Problem.Of(
                StatusCodes.Status422UnprocessableEntity, ProblemTypes.QueryRefused, "The statement was not run.", e.Message,
                new Dictionary<string, object?> { ["offset"] = place?.Offset, ["line"] = place?.Line, ["column"] = place?.Column });
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
