namespace MultiDbSync.Engine.Connectors;

/// <summary>One target transaction.</summary>
/// <param name="Hub">Checked against the node's state.</param>
/// <param name="Incarnation">Checked against the node's state.</param>
/// <param name="ExpectedApplied">Compare-and-set: the node's <c>applied</c> when the batch was planned.</param>
/// <param name="ExpectedCaptured">Compare-and-set: the node's <c>captured</c> when the batch was planned.</param>
/// <param name="UpTo">The new <c>applied</c>; equal to <paramref name="ExpectedApplied"/> for a retry of deferred rows.</param>
/// <param name="Rows">
/// In the order to write. Coalesced: one entry per row. Uncoalesced: each change in log order, a row may come several times, and the last is what counts.
/// </param>
/// <param name="Coalesced">
/// True: a refused unique value fails the batch as a whole (<see cref="ApplyStatus.ConstraintFailed"/>, nothing written), to be replayed uncoalesced.
/// False: a refused row is left alone, the rest is written.
/// </param>
public sealed record ApplyBatch(
    string SyncSet,
    string Hub,
    long Incarnation,
    long ExpectedApplied,
    long ExpectedCaptured,
    long UpTo,
    IReadOnlyList<ApplyRow> Rows,
    bool Coalesced);
