using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Features.Status;
using MultiDbSync.Api.Hosting;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>Databases: list, tables, register, switch, rank, remove. No call ever returns a connection string.</summary>
internal static class DatabaseEndpoints
{
    private const int LargestPriority = 1000;

    public static void MapDatabases(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/databases").WithTags("Databases");
        group.MapGet("", ListAsync).RequireAuthorization(Policies.Viewer).WithSummary("All databases");
        group.MapGet("/{name}/tables", TablesAsync).RequireAuthorization(Policies.Viewer).WithSummary("A database's tables and columns")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status502BadGateway);
        group.MapGet("/{name}/uses", UsesAsync).RequireAuthorization(Policies.Viewer).WithSummary("What depends on a database").ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{name}/candidates", CandidatesAsync).RequireAuthorization(Policies.Admin).RequireRateLimiting(RateLimits.TestConnection)
            .WithSummary("A database's tables as a new sync set could take them, with what speaks against each")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status502BadGateway);
        group.MapPut("/{name}/enabled", SwitchAsync).RequireAuthorization(Policies.Operator)
            .Audited(AuditActions.SwitchDatabase, "database {name}", (SetEnabledRequest r) => new { r.Enabled })
            .WithSummary("Switches a database off or on; its triggers stay, so nothing is lost").ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPut("/{name}/priority", RankAsync).RequireAuthorization(Policies.Admin)
            .Audited(AuditActions.RankDatabase, "database {name}", (SetPriorityRequest r) => new { r.Priority })
            .WithSummary("Sets how much a database counts where conflict policies compare databases; -1000 to 1000, higher wins")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapPost("", AddAsync).RequireAuthorization(Policies.Admin).RequireRateLimiting(RateLimits.TestConnection)
            .Audited(AuditActions.AddDatabase, "", (AddDatabaseRequest r) => new { r.Make, r.SyncSet, FirstLoad = r.FirstLoad?.Mode }, r => $"database {r.Name}")
            .WithSummary("Registers a database that can be read; it may join a sync set: with equal rows at once, else by a first load, which is a run")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapPost("/test", TestAsync).RequireAuthorization(Policies.Admin).RequireRateLimiting(RateLimits.TestConnection)
            .Audited(AuditActions.TestDatabase, "", (TestConnectionRequest r) => new { r.Make })
            .WithSummary("Tries a connection: a checklist of what was found, each line with its fix. Nothing is stored")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        app.MapGet("/api/database-makes", Makes).WithTags("Databases").RequireAuthorization(Policies.Viewer).WithSummary("Makes that can be registered, with the fields that each asks for");
        group.MapDelete("/{name}", RemoveAsync).RequireAuthorization(Policies.Admin)
            .Audited(AuditActions.RemoveDatabase, "database {name}")
            .WithSummary("Removes a database: the worker takes our triggers and tables out of it first")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static Ok<IReadOnlyList<DatabaseMake>> Makes(IEnumerable<IConnectorFactory> factories) => TypedResults.Ok(DatabaseMakes.Of(factories));

    private static Task<Results<Ok<ConnectionTestResult>, ProblemHttpResult>> TestAsync(TestConnectionRequest request, ConnectionTrial trial, CancellationToken cancellationToken) =>
        trial.RunAsync(request, cancellationToken);

    private static async Task<Ok<IReadOnlyList<DatabaseSummary>>> ListAsync(TopologyStatus topology, CancellationToken cancellationToken) =>
        TypedResults.Ok(await topology.ReadDatabasesAsync(cancellationToken));

    private static async Task<Results<Ok<IReadOnlyList<DatabaseTable>>, ProblemHttpResult>> TablesAsync(
        string name, DatabaseTables tables, CancellationToken cancellationToken) =>
        await tables.ReadAsync(name, cancellationToken) is { } found ? TypedResults.Ok(found) : Problem.NotFound("database", name);

    private static async Task<Results<Ok<DatabaseUses>, ProblemHttpResult>> UsesAsync(string name, DatabaseUsage usage, CancellationToken cancellationToken) =>
        await usage.ReadAsync(name, cancellationToken) is { } found ? TypedResults.Ok(found) : Problem.NotFound("database", name);

    private static async Task<Results<Ok<IReadOnlyList<TableCandidate>>, ProblemHttpResult>> CandidatesAsync(
        string name, TableCandidates candidates, CancellationToken cancellationToken) =>
        await candidates.ReadAsync(name, cancellationToken) is { } found ? TypedResults.Ok(found) : Problem.NotFound("database", name);

    private static async Task<Results<Ok<DatabaseSummary>, ProblemHttpResult>> SwitchAsync(
        string name, SetEnabledRequest request, HttpContext http, DatabaseDesk desk, CancellationToken cancellationToken) =>
        await desk.SwitchAsync(name, request.Enabled, http.User.Actor(), cancellationToken) is { } database
            ? TypedResults.Ok(database)
            : Problem.NotFound("database", name);

    private static async Task<Results<Ok<DatabaseSummary>, ProblemHttpResult>> RankAsync(
        string name, SetPriorityRequest request, HttpContext http, DatabaseDesk desk, CancellationToken cancellationToken)
    {
        if (request.Priority is < -LargestPriority or > LargestPriority) return Problem.Invalid("priority", $"A priority is a number from -{LargestPriority} to {LargestPriority}.");
        return await desk.RankAsync(name, request.Priority, http.User.Actor(), cancellationToken) is { } database ? TypedResults.Ok(database) : Problem.NotFound("database", name);
    }

    private static async Task<Results<Created<DatabaseSummary>, ProblemHttpResult>> AddAsync(
        AddDatabaseRequest request, HttpContext http, DatabaseAdmission admission, DatabaseDesk desk, CancellationToken cancellationToken) =>
        await admission.RegisterAsync(request, http.User.Actor(), cancellationToken) is { } problem
            ? problem
            : TypedResults.Created($"/api/databases/{request.Name}/tables", await desk.AddedAsync(request.Name, http.User.Actor(), cancellationToken));

    private static async Task<Results<Accepted, ProblemHttpResult>> RemoveAsync(string name, HttpContext http, DatabaseDesk desk, CancellationToken cancellationToken) =>
        await desk.RemoveAsync(name, http.User.Actor(), cancellationToken) is { } problem ? problem : TypedResults.Accepted("/api/databases");
}
