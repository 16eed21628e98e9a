using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Features.Databases;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Snapshots;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>Writes down that a database joins a sync set, and asks the worker for its first load.</summary>
internal sealed class Membership(HubDbContext db, TimeProvider time)
{
    /// <summary>To be called within a transaction; the caller saves and commits.</summary>
    public async Task AddAsync(string syncSet, string node, LoadPlan plan, string by, CancellationToken cancellationToken)
    {
        var route = new SyncRouteEntity
        {
            SyncSet = syncSet,
            Node = node,
            Direction = plan.Route.Direction,
            State = RouteState.Loading,
            LoadMode = plan.Mode,
            LoadSource = plan.Source,
            StartPosition = SyncRouteEntity.NotPrepared,
        };
        route.Tables.AddRange(plan.Route.Tables.Values.Select(t => TopologyReader.ToEntity(syncSet, node, t)));
        db.SyncRoutes.Add(route);
        await KeepAsync(SettingNames.AfterLoad + SettingNames.Membership(syncSet, node), plan.AfterLoad, cancellationToken);
        await KeepAsync(SettingNames.LoadNotes + SettingNames.Membership(syncSet, node), plan.Notes, cancellationToken);
        await db.AskForLoadAsync(route, by, time.GetUtcNow(), cancellationToken);
    }

    /// <summary>A database that holds the set's rows already; within a transaction, the caller saves and commits.</summary>
    public async Task AddAsync(string syncSet, string node, EntranceOutcome entered, CancellationToken cancellationToken)
    {
        var route = new SyncRouteEntity { SyncSet = syncSet, Node = node, StartPosition = entered.StartPosition };
        await AddTablesAsync(route, entered.Native, cancellationToken);
        db.SyncRoutes.Add(route);
    }

    private async Task KeepAsync(string setting, IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        await db.Settings.Where(s => s.Name == setting).ExecuteDeleteAsync(cancellationToken);
        if (lines.Count > 0) db.Settings.Add(new SettingEntity { Name = setting, Value = JsonSerializer.Serialize(lines) });
    }

    private async Task AddTablesAsync(SyncRouteEntity route, IReadOnlyDictionary<string, TableSchema> tables, CancellationToken cancellationToken)
    {
        var agreed = await db.SyncTables.Where(t => t.SyncSet == route.SyncSet).ToDictionaryAsync(t => t.Name, t => t.SchemaJson, cancellationToken);
        foreach (var (name, native) in tables)
        {
            var json = TopologyReader.ToJson(native);
            if (json != agreed[name]) route.Tables.Add(new RouteTableEntity { SyncSet = route.SyncSet, Node = route.Node, TableName = name, NativeSchemaJson = json });
        }
    }
}
