using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Topology;

/// <summary>Databases and sync sets as configured at one moment. Immutable; a change of configuration makes a new one.</summary>
/// <param name="Nodes">By name, the disabled ones too.</param>
/// <param name="Sets">By name, the disabled ones too.</param>
public sealed record TopologySnapshot(IReadOnlyDictionary<string, NodeInfo> Nodes, IReadOnlyDictionary<string, SyncSetInfo> Sets)
{
    /// <summary>The key form of a deferred row.</summary>
    public string FormOf(string syncSet, DeferredRow row) =>
        Sets.TryGetValue(syncSet, out var set) && set.Table(row.Table) is { } table ? table.Schema.FormOf(row.Key) : row.Key.Text;

    /// <summary>Sync sets that a node belongs to.</summary>
    public IEnumerable<SyncSetInfo> SetsOf(string node) => Sets.Values.Where(s => s.Nodes.Contains(node));
}
