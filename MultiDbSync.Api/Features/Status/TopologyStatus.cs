using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Features.Databases;
using MultiDbSync.Api.Features.SyncSets;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Status;

/// <summary>Databases and sync sets as they stand in the hub store.</summary>
internal sealed class TopologyStatus(HubDbContext db, DatabaseSummaries summaries)
{
    public async Task<IReadOnlyList<DatabaseSummary>> ReadDatabasesAsync(CancellationToken cancellationToken)
    {
        var nodes = await db.Nodes.AsNoTracking().OrderBy(n => n.CreatedAt).ThenBy(n => n.Name).ToListAsync(cancellationToken);
        var routes = await db.SyncRoutes.AsNoTracking().ToListAsync(cancellationToken);
        return [.. nodes.Select(n => summaries.Of(n, routes))];
    }

    public async Task<IReadOnlyList<SyncSetSummary>> ReadSyncSetsAsync(IReadOnlyList<DatabaseSummary> databases, CancellationToken cancellationToken)
    {
        var sets = await db.SyncSets.AsNoTracking().OrderBy(s => s.Name).ToListAsync(cancellationToken);
        var tables = await db.SyncTables.AsNoTracking()
            .Select(t => new SyncTableEntity { SyncSet = t.SyncSet, Name = t.Name, Policy = t.Policy, SchemaJson = "" })
            .ToListAsync(cancellationToken);
        var open = await db.Conflicts.Where(c => c.Status == ConflictStatus.Open)
            .GroupBy(c => c.SyncSet)
            .Select(g => new { SyncSet = g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.SyncSet, g => g.Count, cancellationToken);
        foreach (var set in sets) set.Tables.AddRange(tables.Where(t => t.SyncSet == set.Name));
        var routes = (await db.SyncRoutes.AsNoTracking().OrderBy(r => r.Node).ToListAsync(cancellationToken)).ToLookup(r => r.SyncSet, r => new SyncSetRoute(r.Node, r.Direction, r.State));
        return [.. sets.Select(s => s.ToSummary(databases, open.GetValueOrDefault(s.Name)) with { Routes = [.. routes[s.Name]] })];
    }
}
