using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Engine.Topology;

/// <summary>Tables that are kept equal on a number of nodes.</summary>
public sealed record SyncSetInfo(
    string Name,
    bool Enabled,
    SyncMode Mode,
    string? Schedule,
    string TimeZone,
    IReadOnlyList<SyncTableInfo> Tables,
    IReadOnlyList<string> Nodes)
{
    /// <summary>By node; a node without an entry takes part both ways with the same tables.</summary>
    public IReadOnlyDictionary<string, RouteInfo> Routes { get; init; } = new Dictionary<string, RouteInfo>();

    /// <summary>The table of that name, or null.</summary>
    public SyncTableInfo? Table(string name) => Tables.FirstOrDefault(t => t.Schema.Name == name);

    /// <summary>Nodes that take part; not those whose first load runs.</summary>
    public IEnumerable<string> ActiveNodes => Nodes.Where(n => RouteOf(n).State == RouteState.Active);

    /// <summary>How a node takes part.</summary>
    public RouteInfo RouteOf(string node) => Routes.TryGetValue(node, out var route) ? route : new RouteInfo(node);
}
