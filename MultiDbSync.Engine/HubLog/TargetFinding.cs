using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.HubLog;

/// <summary>Something that only a target could see: a row that is not what it should be, or a constraint that stands in the way for good.</summary>
/// <param name="Found">For divergence: the node's row (null: absent).</param>
/// <param name="Received">What the node had received before.</param>
internal sealed record TargetFinding(string SyncSet, string Table, RowKey Key, ConflictKind Kind, RowImage? Found, long Received)
{
    /// <summary>What the row was to become.</summary>
    public RowImage? Wanted { get; init; }

    /// <summary>Rows of the node that hold unique values which the row was to get.</summary>
    public IReadOnlyList<RowImage> Holders { get; init; } = [];
}
