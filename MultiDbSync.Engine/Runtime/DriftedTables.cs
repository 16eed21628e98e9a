using System.Collections.Concurrent;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Runtime;

/// <summary>
/// Tables that are no longer what they were when their database joined. While they rest, what is left of them is captured: for the hub the database then
/// lacks the other columns.
/// </summary>
internal sealed class DriftedTables
{
    private readonly ConcurrentDictionary<(string SyncSet, string Node, string Table), TableDrift> _tables = [];

    /// <summary>What is known of a table, or null.</summary>
    public TableDrift? Find(string syncSet, string node, string table) => _tables.GetValueOrDefault((syncSet, node, table));

    /// <summary>Notes how a table is now; null: as it was.</summary>
    /// <returns>True when that is news.</returns>
    public bool Note(string syncSet, string node, string table, TableDrift? drift)
    {
        var known = Find(syncSet, node, table);
        if (known?.Reason == drift?.Reason) return false;
        if (drift is null) _tables.TryRemove((syncSet, node, table), out _);
        else _tables[(syncSet, node, table)] = drift;
        return true;
    }

    /// <summary>The configuration with the databases' tables as they are now.</summary>
    public TopologySnapshot Apply(TopologySnapshot topology)
    {
        if (_tables.IsEmpty) return topology;
        var sets = new Dictionary<string, SyncSetInfo>(topology.Sets, StringComparer.Ordinal);
        foreach (var ((syncSet, node, table), drift) in _tables)
        {
            if (!sets.TryGetValue(syncSet, out var set) || set.Table(table) is not { } agreed || !set.Nodes.Contains(node)) continue;
            var route = set.RouteOf(node);
            var known = route.Tables.TryGetValue(table, out var there) ? there : new TableRoute(agreed.Schema, agreed.Schema);
            var now = known with { Native = drift.Remaining ?? known.Native, IsAbsent = drift.Remaining is null, PausedReason = known.PausedReason ?? drift.Reason };
            var tables = new Dictionary<string, TableRoute>(route.Tables, StringComparer.Ordinal) { [table] = now };
            sets[syncSet] = set with { Routes = new Dictionary<string, RouteInfo>(set.Routes, StringComparer.Ordinal) { [node] = route with { Tables = tables } } };
        }

        return topology with { Sets = sets };
    }
}
