using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Features.Databases;
using MultiDbSync.Api.Problems;
using MultiDbSync.Api.Realtime;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Snapshots;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>Registered databases join a sync set; first loads that wait or ended go on, from another database when that is wanted.</summary>
internal sealed partial class JoinDesk(
    HubDbContext db, HubStore hub, NodeConnectors nodes, LoadAdmission admission, Membership membership, EventPublisher events, AuditTrail audit,
    TimeProvider time, ILogger<JoinDesk> logger)
{
    public async Task<Results<Accepted<RunSummary>, ProblemHttpResult>> JoinAsync(string syncSet, JoinSyncSetRequest request, string by, CancellationToken cancellationToken)
    {
        if (request.FirstLoad is not { Mode: not FirstLoadMode.Equal })
            return Problem.Invalid("firstLoad.mode", "A registered database joins by merge, replace or schema only. A merge of equal rows changes nothing.");
        if (!await db.Nodes.AnyAsync(n => n.Name == request.Database && !n.Removing, cancellationToken)) return Problem.NotFound("database", request.Database);
        try
        {
            await using var connector = await nodes.FindAsync(request.Database, cancellationToken);
            if (connector is null) return Problem.NotFound("database", request.Database);
            var tables = await SchemaProbe.ReadAsync(connector, DatabaseTables.TimeToRead, cancellationToken);
            if (await ConnectionCheck.RefuseAsync(connector, cancellationToken) is { } refused) return refused;
            var plan = await admission.CheckAsync(connector, tables, syncSet, request.FirstLoad, isRegistered: true, cancellationToken);
            if (plan.Problem is not null) return plan.Problem;
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await membership.AddAsync(syncSet, request.Database, plan, by, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await audit.WriteAsync(db);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (ConnectorException e)
        {
            return Problem.Of(StatusCodes.Status422UnprocessableEntity, ProblemTypes.DatabaseUnavailable, "The database can't be used.", e.Message);
        }

        Joining(request.Database, syncSet, request.FirstLoad.Mode, by);
        return await TellAsync(syncSet, cancellationToken);
    }

    /// <summary>Goes on with a first load.</summary>
    public async Task<Results<Accepted<RunSummary>, ProblemHttpResult>> RestartAsync(
        string syncSet, string database, RestartLoadRequest request, string by, CancellationToken cancellationToken)
    {
        if (await db.SyncRoutes.FindAsync([syncSet, database], cancellationToken) is not { } route) return Problem.NotFound("database of this sync set", database);
        if (route.State != RouteState.Loading) return Problem.Of(StatusCodes.Status409Conflict, ProblemTypes.RowsDiffer, $"{database} has its rows: its first load is done.");
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (request.Source is { } source && source != route.LoadSource)
        {
            if (!await db.SyncRoutes.AnyAsync(r => r.SyncSet == syncSet && r.Node == source && r.State == RouteState.Active, cancellationToken))
                return Problem.Invalid("source", $"{source} is no database of {syncSet} that has its rows.");
            var set = (await hub.ReadTopologyAsync(cancellationToken)).Sets[syncSet];
            if (RouteRules.RefuseSource(set, source, set.RouteOf(database)) is { } unfit) return Problem.Invalid("source", unfit);
            route.LoadSource = source;

            // Another database may order its keys differently: a table that is not whole begins anew. To write a row again does no harm.
            await db.LoadTables.Where(t => t.SyncSet == syncSet && t.Node == database && !t.Done)
                .ExecuteUpdateAsync(t => t.SetProperty(x => x.LastKey, (string?)null).SetProperty(x => x.Copied, 0), cancellationToken);
        }

        await db.AskForLoadAsync(route, by, time.GetUtcNow(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await audit.WriteAsync(db);
        await transaction.CommitAsync(cancellationToken);
        Restarted(database, syncSet, route.LoadSource, by);
        return await TellAsync(syncSet, cancellationToken);
    }

    private async Task<Accepted<RunSummary>> TellAsync(string syncSet, CancellationToken cancellationToken)
    {
        await events.CommandAsync("reload", null);
        await events.ConfigurationChangedAsync();
        var run = await db.Runs.AsNoTracking().Where(r => r.SyncSet == syncSet && r.Kind == RunKind.FirstLoad).OrderByDescending(r => r.Id).FirstAsync(cancellationToken);
        return TypedResults.Accepted($"/api/runs/{run.Id}", run.ToSummary());
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Database {Database} joins {SyncSet} by {Mode}, asked for by {Actor}")]
    private partial void Joining(string database, string syncSet, FirstLoadMode mode, string actor);

    [LoggerMessage(Level = LogLevel.Information, Message = "First load of {Database} in {SyncSet} from {Source}: asked for again by {Actor}")]
    private partial void Restarted(string database, string syncSet, string? source, string actor);
}
