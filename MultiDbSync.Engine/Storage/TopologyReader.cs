using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Storage;

/// <summary>Reads databases and sync sets from the hub store.</summary>
public static class TopologyReader
{
    /// <summary>The configuration as it is now.</summary>
    public static async Task<TopologySnapshot> ReadTopologyAsync(this HubStore store, CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        var nodes = await db.Nodes.AsNoTracking().ToListAsync(cancellationToken);
        var sets = await db.SyncSets.AsNoTracking().Include(s => s.Tables).Include(s => s.Routes).ThenInclude(r => r.Tables).AsSplitQuery().ToListAsync(cancellationToken);
        return new TopologySnapshot(
            nodes.ToDictionary(n => n.Name, n => new NodeInfo(n.Name, n.Make, n.ConnectionString, n.Priority), StringComparer.Ordinal),
            sets.ToDictionary(s => s.Name, ToInfo, StringComparer.Ordinal));
    }

    /// <summary>The JSON that <see cref="SyncTableEntity.SchemaJson"/> keeps.</summary>
    public static string ToJson(TableSchema schema) => JsonSerializer.Serialize(schema);

    /// <summary>Reads <see cref="ToJson"/> back.</summary>
    public static TableSchema FromJson(string json) => JsonSerializer.Deserialize<TableSchema>(json)!;

    /// <summary>A membership with the tables that differ there; tables that the set does not have are left out.</summary>
    public static RouteInfo ToInfo(SyncRouteEntity route, IReadOnlyList<SyncTableInfo> tables) => new(route.Node)
    {
        Direction = route.Direction,
        State = route.State,
        LoadMode = route.LoadMode,
        LoadSource = route.LoadSource,
        StartPosition = route.StartPosition,
        Tables = route.Tables.Join(tables, r => r.TableName, t => t.Schema.Name, (r, t) => ToInfo(r, t.Schema)).ToDictionary(t => t.Agreed.Name, StringComparer.Ordinal),
    };

    /// <summary>What <see cref="ToInfo(SyncRouteEntity, IReadOnlyList{SyncTableInfo})"/> reads back as the table.</summary>
    public static RouteTableEntity ToEntity(string syncSet, string node, TableRoute table) => new()
    {
        SyncSet = syncSet,
        Node = node,
        TableName = table.Agreed.Name,
        NativeSchemaJson = ToJson(table.Native),
        RenamedJson = table.Renamed.Count == 0 ? null : JsonSerializer.Serialize(table.Renamed),
        Filter = table.Filter,
    };

    private static TableRoute ToInfo(RouteTableEntity table, TableSchema agreed) => new(agreed, FromJson(table.NativeSchemaJson))
    {
        Renamed = table.RenamedJson is null ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(table.RenamedJson)!,
        Filter = table.Filter,
        PausedReason = table.PausedReason,
    };

    private static SyncSetInfo ToInfo(SyncSetEntity set)
    {
        List<SyncTableInfo> tables = [.. set.Tables.Select(t => new SyncTableInfo(FromJson(t.SchemaJson), t.Policy))];
        return new SyncSetInfo(set.Name, set.Enabled, set.Mode, set.Schedule, set.TimeZone, tables, [.. set.Routes.Select(r => r.Node)])
        {
            Routes = set.Routes.ToDictionary(r => r.Node, r => ToInfo(r, tables), StringComparer.Ordinal),
        };
    }
}
