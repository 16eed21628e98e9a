using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Snapshots;

/// <summary>Rows of one read of the source.</summary>
/// <param name="ReadBefore">Reads of the source's change log that had begun when these rows had been read: the hub knows them once a later one was taken.</param>
/// <param name="IsLast">The table has no more.</param>
internal sealed record LoadChunk(IReadOnlyList<RowImage> Rows, long ReadBefore, bool IsLast);
