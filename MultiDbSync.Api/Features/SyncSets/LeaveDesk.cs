using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Problems;
using MultiDbSync.Api.Realtime;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>Takes a database out of a sync set; the worker carries over what it changed last and takes our triggers out.</summary>
internal sealed partial class LeaveDesk(HubDbContext db, HubStore hub, EventPublisher events, AuditTrail audit, ILogger<LeaveDesk> logger)
{
    /// <summary>Why it can't leave, or null.</summary>
    public async Task<ProblemHttpResult?> LeaveAsync(string syncSet, string database, string by, CancellationToken cancellationToken)
    {
        var topology = await hub.ReadTopologyAsync(cancellationToken);
        if (!topology.Sets.TryGetValue(syncSet, out var set) || !set.Nodes.Contains(database)) return Problem.NotFound("database of this sync set", database);

        // Those that are on their way out count no more.
        var removing = await db.Nodes.Where(n => n.Removing).Select(n => n.Name).ToListAsync(cancellationToken);
        var staying = set with { Nodes = [.. set.Nodes.Where(n => n == database || (!removing.Contains(n) && set.RouteOf(n).State != RouteState.Leaving))] };
        if (RouteRules.RefuseLeaving(staying, database) is { } reason)
            return Problem.Of(StatusCodes.Status409Conflict, ProblemTypes.LastCompleteDatabase, $"{syncSet} needs {database}.", $"{reason} Let another database join without a filter first, or remove {syncSet}.");
        if (staying.Nodes.FirstOrDefault(n => set.RouteOf(n) is { State: RouteState.Loading } route && route.LoadSource == database) is { } loading)
        {
            return Problem.Of(
                StatusCodes.Status409Conflict, ProblemTypes.LastCompleteDatabase, $"{loading} is loaded from {database} right now.",
                $"Wait until its first load is done, or restart that from another database.");
        }

        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            await db.SyncRoutes.Where(r => r.SyncSet == syncSet && r.Node == database).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RouteState.Leaving), cancellationToken);
            await audit.WriteAsync(db);
            await transaction.CommitAsync(cancellationToken);
        }

        Leaving(database, syncSet, by);
        await events.CommandAsync("reload", null);
        await events.ConfigurationChangedAsync();
        return null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Database {Database} is to leave {SyncSet}, by {Actor}")]
    private partial void Leaving(string database, string syncSet, string actor);
}
