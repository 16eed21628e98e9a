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
    /// <summary>The table of that name, or null.</summary>
    public SyncTableInfo? Table(string name) => Tables.FirstOrDefault(t => t.Schema.Name == name);
}
