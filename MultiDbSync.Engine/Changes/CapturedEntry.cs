namespace MultiDbSync.Engine.Changes;

/// <summary>One entry of a node's change log (<c>mds_change</c>), decoded.</summary>
/// <param name="Seq">The node's number: it orders, it does not identify.</param>
/// <param name="Id">Random identity, given where the entry was made.</param>
/// <param name="Table">For changes and row markers.</param>
/// <param name="Before">The row before a change, or null when there was none.</param>
/// <param name="After">The row after a change, or null when there is none.</param>
/// <param name="Position">For markers: the hub position.</param>
/// <param name="Tx">The node's transaction, where the engine gives triggers one; entries with equal values are one source transaction.</param>
/// <param name="At">The node's clock.</param>
public sealed record CapturedEntry(
    long Seq,
    string Id,
    EntryKind Kind,
    string SyncSet,
    string? Table,
    RowKey? Key,
    RowImage? Before,
    RowImage? After,
    long Position,
    string? Tx,
    DateTimeOffset At)
{
    /// <summary>What the change did.</summary>
    public ChangeOp Op => Before is null ? ChangeOp.Create : After is null ? ChangeOp.Delete : ChangeOp.Update;
}
