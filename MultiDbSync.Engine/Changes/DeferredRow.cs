namespace MultiDbSync.Engine.Changes;

/// <summary>A row that the applier left alone (<c>mds_deferred</c>).</summary>
/// <param name="Position">Hub position at which it was first left alone.</param>
public sealed record DeferredRow(string Table, RowKey Key, long Position, DeferReason Reason);
