using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Snapshots;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>Writes down that a database joins a sync set by a first load, and asks the worker for it.</summary>
internal sealed class Membership(HubDbContext db, TimeProvider time)
{
    /// <summary>To be called within a transaction; the caller saves and commits.</summary>
    public async Task AddAsync(string syncSet, string node, LoadPlan plan, string by, CancellationToken cancellationToken)
    {
        var route = new SyncRouteEntity
        {
            SyncSet = syncSet, Node = node, State = RouteState.Loading, LoadMode = plan.Mode, LoadSource = plan.Source, StartPosition = SyncRouteEntity.NotPrepared,
        };
        var agreed = await db.SyncTables.Where(t => t.SyncSet == syncSet).ToDictionaryAsync(t => t.Name, t => t.SchemaJson, cancellationToken);
        foreach (var (name, native) in plan.Native)
        {
            var json = TopologyReader.ToJson(native);
            if (json != agreed[name]) route.Tables.Add(new RouteTableEntity { SyncSet = syncSet, Node = node, TableName = name, NativeSchemaJson = json });
        }

        db.SyncRoutes.Add(route);
        if (plan.AfterLoad.Count > 0)
            db.Settings.Add(new SettingEntity { Name = SettingNames.AfterLoad + SettingNames.Membership(syncSet, node), Value = JsonSerializer.Serialize(plan.AfterLoad) });
        await db.AskForLoadAsync(route, by, time.GetUtcNow(), cancellationToken);
    }
}
