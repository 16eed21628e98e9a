using System.Runtime.CompilerServices;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Routing;

/// <summary>The tables of one database that differ from those of its sync sets.</summary>
internal sealed class RouteMaps
{
    private readonly Dictionary<(string SyncSet, string Agreed), TableMap> _byAgreed = [];
    private readonly Dictionary<(string SyncSet, string Native), TableMap> _byNative = [];

    // A connector hands out the same list until its rows change.
    private readonly ConditionalWeakTable<IReadOnlyList<DeferredRow>, IReadOnlyList<DeferredRow>> _agreed = [];

    public RouteMaps(string node, IEnumerable<SyncSetInfo> sets)
    {
        foreach (var set in sets)
        {
            foreach (var route in set.RouteOf(node).Tables.Values.Where(Differs))
            {
                var map = new TableMap(route);
                _byAgreed.Add((set.Name, route.Agreed.Name), map);
                _byNative.Add((set.Name, route.Native.Name), map);
            }
        }
    }

    public bool IsEmpty => _byAgreed.Count == 0;

    public TableMap? OfAgreed(string syncSet, string table) => _byAgreed.GetValueOrDefault((syncSet, table));

    public TableMap? OfNative(string syncSet, string table) => _byNative.GetValueOrDefault((syncSet, table));

    /// <summary>Where no sync set is named: a table is in one set of a database.</summary>
    public TableMap? OfAgreed(string table) => _byAgreed.FirstOrDefault(m => m.Key.Agreed == table).Value;

    public TableSchema Native(string syncSet, TableSchema table) => OfAgreed(syncSet, table.Name)?.Native ?? table;

    public TableSchema Native(TableSchema table) => OfAgreed(table.Name)?.Native ?? table;

    /// <summary>A node's account with its deferred rows in the set's terms.</summary>
    public NodeState ToAgreed(string syncSet, NodeState state)
    {
        if (state.Deferred.Count == 0) return state;
        if (!_agreed.TryGetValue(state.Deferred, out var rows))
        {
            rows = [.. state.Deferred.Select(d => OfNative(syncSet, d.Table) is { } map ? d with { Table = map.Agreed.Name, Key = map.ToAgreed(d.Key) } : d)];
            _agreed.AddOrUpdate(state.Deferred, rows);
        }

        return state with { Deferred = rows };
    }

    /// <summary>Name, columns, types or keys are not those of the set.</summary>
    public static bool Differs(TableRoute route) => route.Renamed.Count > 0 || TopologyReader.ToJson(route.Agreed) != TopologyReader.ToJson(route.Native);
}
