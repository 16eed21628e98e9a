using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Features.Databases;
using MultiDbSync.Api.Hosting;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Query;

namespace MultiDbSync.Api.Features.Query;

/// <summary>One read-only statement on one database: its rows, or its plan.</summary>
internal static class QueryEndpoints
{
    public static void MapQuery(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/run-query", async (RunQueryRequest request, HttpContext http, QueryDesk desk, CancellationToken cancellationToken) =>
                await desk.RunAsync(request, http, cancellationToken))
            .WithTags("Query").RequireAuthorization(Policies.Query).RequireRateLimiting(RateLimits.Query)
            .Audited(AuditActions.Query, "", (RunQueryRequest _) => new { }, r => $"database {r.Database}")
            .WithSummary("Runs one statement that reads")
            .WithDescription("The database's own read-only mode is the guard. At most 10,000 rows, 8 MiB, 30 seconds. To go away cancels it at the database. It is noted in the caller's own history.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests);
        app.MapPost("/api/explain-query", async (ExplainQueryRequest request, HttpContext http, QueryDesk desk, CancellationToken cancellationToken) =>
                await desk.ExplainAsync(request, http, cancellationToken))
            .WithTags("Query").RequireAuthorization(Policies.Query).RequireRateLimiting(RateLimits.Query)
            .Audited(AuditActions.Explain, "", (ExplainQueryRequest _) => new { }, r => $"database {r.Database}")
            .WithSummary("Tells how a database would run a statement, and what would make it cheaper")
            .WithDescription("By the database's EXPLAIN: the statement is not run. Statements of the advice are text to copy; none is ever run.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests);
        app.MapGet("/api/query-language/{database}", LanguageAsync)
            .WithTags("Query").RequireAuthorization(Policies.Query).WithSummary("The words of a database's SQL, for completion")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<QueryLanguage>, ProblemHttpResult>> LanguageAsync(string database, NodeConnectors nodes, CancellationToken cancellationToken)
    {
        await using var connector = await nodes.FindAsync(database, cancellationToken);
        if (connector is null) return Problem.NotFound("database", database);
        var words = connector.Queries.Vocabulary;
        return TypedResults.Ok(new QueryLanguage(database, words.Keywords, words.Functions, words.Quote, words.FoldsToLower));
    }
}
