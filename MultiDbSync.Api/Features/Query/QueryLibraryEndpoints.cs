using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Features.Lists;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Api.Features.Query;

/// <summary>Queries of before: the caller's own history, and those with a name.</summary>
internal static class QueryLibraryEndpoints
{
    public static void MapQueryLibrary(this IEndpointRouteBuilder app)
    {
        var history = app.MapGroup("/api/query-history").WithTags("Query").RequireAuthorization(Policies.Query);
        history.MapGet("", HistoryAsync).WithSummary("The caller's own queries, newest first, paged; the last 200 are kept")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        history.MapDelete("", ClearAsync).Audited(AuditActions.ForgetQueries, "own history").WithSummary("Forgets the caller's own queries");
        history.MapDelete("/{id:long}", ForgetAsync).Audited(AuditActions.ForgetQueries, "own history, query {id}").WithSummary("Forgets one of the caller's own queries").ProducesProblem(StatusCodes.Status404NotFound);

        var saved = app.MapGroup("/api/saved-queries").WithTags("Query").RequireAuthorization(Policies.Query);
        saved.MapGet("", async (HttpContext http, SavedQueries queries, CancellationToken cancellationToken) =>
                TypedResults.Ok(await queries.ListAsync(http.User.Actor(), IsAdmin(http), cancellationToken)))
            .WithSummary("Saved queries: the caller's own and those that others share");
        saved.MapPost("", async (SaveQueryRequest request, HttpContext http, SavedQueries queries, CancellationToken cancellationToken) =>
                await queries.AddAsync(request, http.User.Actor(), cancellationToken))
            .Audited(AuditActions.SaveQuery, "", (SaveQueryRequest r) => AfterOf(r), r => $"saved query {r.Name}")
            .WithSummary("Saves a query under a name").ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        saved.MapPut("/{id:long}", async (long id, SaveQueryRequest request, HttpContext http, SavedQueries queries, CancellationToken cancellationToken) =>
                await queries.ChangeAsync(id, request, http.User.Actor(), IsAdmin(http), cancellationToken))
            .Audited(AuditActions.ChangeSavedQuery, "saved query {id}", (SaveQueryRequest r) => AfterOf(r))
            .WithSummary("Changes a saved query: its owner, or an administrator where it is shared")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        saved.MapDelete("/{id:long}", async (long id, HttpContext http, SavedQueries queries, CancellationToken cancellationToken) =>
                await queries.RemoveAsync(id, http.User.Actor(), IsAdmin(http), cancellationToken))
            .Audited(AuditActions.RemoveSavedQuery, "saved query {id}")
            .WithSummary("Deletes a saved query: its owner, or an administrator where it is shared").ProducesProblem(StatusCodes.Status404NotFound);
    }

    // The statement is left out: it may hold values.
    private static object AfterOf(SaveQueryRequest request) => new { request.Name, request.Databases, request.IsShared };

    private static bool IsAdmin(HttpContext http) => http.User.IsInRole(Roles.Admin);

    private static async Task<Results<Ok<Page<QueryRun>>, ProblemHttpResult>> HistoryAsync(
        string? search, int? page, int? pageSize, HttpContext http, QueryHistory history, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string>();
        var paging = PageParameters.Read(page, pageSize, errors);
        return errors.Count > 0 ? Problem.BadParameters(errors) : TypedResults.Ok(await history.ListAsync(http.User.Actor(), search, paging, cancellationToken));
    }

    private static async Task<NoContent> ClearAsync(HttpContext http, QueryHistory history, CancellationToken cancellationToken)
    {
        await history.ClearAsync(http.User.Actor(), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ForgetAsync(long id, HttpContext http, QueryHistory history, CancellationToken cancellationToken) =>
        await history.RemoveAsync(http.User.Actor(), id, cancellationToken)
            ? TypedResults.NoContent()
            : Problem.NotFound("query in your history", id.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
