using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.HubLog;

/// <summary>What is appended to the hub log.</summary>
internal sealed record NewEntry(
    TableSchema Table,
    RowKey Key,
    RowImage? Before,
    RowImage? After,
    IReadOnlyList<RowImage?> Replaces,
    Origin Origin,
    DateTimeOffset At)
{
    /// <summary>The node's number of the change; 0 for the hub's own.</summary>
    public long OriginSeq { get; init; }

    /// <summary>The change's identity; null for the hub's own.</summary>
    public string? OriginId { get; init; }
}
