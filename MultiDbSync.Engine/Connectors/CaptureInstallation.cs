using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Connectors;

/// <summary>What shall be captured on a node.</summary>
/// <param name="Hub">Identity of the hub.</param>
/// <param name="Incarnation">The hub's incarnation.</param>
/// <param name="Sets">By sync set: its tables on this node, and the hub position that the node's content corresponds to when the set is new there.</param>
public sealed record CaptureInstallation(string Hub, long Incarnation, IReadOnlyList<CaptureInstallation.InstalledSet> Sets)
{
    /// <summary>One sync set of the installation.</summary>
    public sealed record InstalledSet(string SyncSet, IReadOnlyList<TableSchema> Tables, long StartPosition);
}
