using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Connectors;

/// <summary>Writes into a node what other nodes changed.</summary>
public interface IApplier
{
    /// <summary>The node's own account of a sync set, in one snapshot.</summary>
    /// <exception cref="ConnectorException">Capture is not installed for the set.</exception>
    Task<NodeState> ReadStateAsync(string syncSet, CancellationToken cancellationToken);

    /// <summary>
    /// One transaction: compare-and-set of <c>(applied, captured)</c>; rows written unless told to leave them, unless the node has an entry of its own for
    /// them in its change log (guard; asked again after all rows are written where applications can write meanwhile), unless the row found is none of the
    /// expected ones, and unless a foreign key or unique key stands in the way; every row that does not end at its value goes to <c>mds_deferred</c>,
    /// every row that does leaves it; the markers <c>deferred</c>, <c>released</c> and <c>applied</c> are the last statements. Our own writes are not
    /// captured, applications' triggers do not fire where the engine allows that.
    /// A batch with <see cref="ApplyBatch.UpTo"/> equal to <see cref="ApplyBatch.ExpectedApplied"/> writes no <c>applied</c> marker.
    /// </summary>
    Task<ApplyResult> ApplyAsync(ApplyBatch batch, CancellationToken cancellationToken);

    /// <summary>
    /// Empties tables before a first load, in one transaction: deletes every row, uncaptured, and the set's entries and deferred rows of ours with them.
    /// </summary>
    /// <param name="tables">Parents first; emptied in the reverse order.</param>
    /// <exception cref="ConnectorException">The node belongs to another hub, or rows of other tables still refer to these: nothing was deleted.</exception>
    Task EmptyAsync(string syncSet, string hub, long incarnation, IReadOnlyList<TableSchema> tables, CancellationToken cancellationToken);
}
