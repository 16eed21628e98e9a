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
        var sets = await db.SyncSets.AsNoTracking().Include(s => s.Tables).Include(s => s.Routes).AsSplitQuery().ToListAsync(cancellationToken);
        return new TopologySnapshot(
            nodes.ToDictionary(n => n.Name, n => new NodeInfo(n.Name, n.Make, n.ConnectionString, n.Priority), StringComparer.Ordinal),
            sets.ToDictionary(s => s.Name, ToInfo, StringComparer.Ordinal));
    }

    /// <summary>The JSON that <see cref="SyncTableEntity.SchemaJson"/> keeps.</summary>
    public static string ToJson(TableSchema schema) => JsonSerializer.Serialize(schema);

    /// <summary>Reads <see cref="ToJson"/> back.</summary>
    public static TableSchema FromJson(string json) => JsonSerializer.Deserialize<TableSchema>(json)!;

    private static SyncSetInfo ToInfo(SyncSetEntity set) => new(
        set.Name, set.Enabled, set.Mode, set.Schedule, set.TimeZone,
        [.. set.Tables.Select(t => new SyncTableInfo(FromJson(t.SchemaJson), t.Policy))],
        [.. set.Routes.Select(r => r.Node)]);
}
