using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Connectors;

/// <summary>A node's change log, read as a queue: what is visible is read, made durable at the hub, then deleted here.</summary>
public interface IChangeSource
{
    /// <summary>
    /// Reads the visible entries in <c>seq</c> order from the lowest on, within one snapshot, never cutting a source transaction. Entries of nested or
    /// replaced rows come out in an order in which each <c>before</c> is the last <c>after</c> of its row within the transaction.
    /// </summary>
    /// <param name="limit">Entries after which the read may end at the next transaction border.</param>
    Task<CaptureRead> ReadAsync(int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes exactly the entries of a read and raises <c>captured</c> by one, of each sync set with entries in it, in one transaction. Deletes nothing
    /// when <c>captured</c> is not what the read saw: another worker was quicker, or the database is not the one that was read. Safe to repeat.
    /// A read of <see cref="Changes.EntryKind.Applied"/> markers alone need not raise it: no change leaves the sight of the guard.
    /// </summary>
    Task DeleteAsync(CaptureRead read, CancellationToken cancellationToken);

    /// <summary>Returns when the node may have new entries, or after <paramref name="atMost"/>; true when something was noticed.</summary>
    Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken);
}
