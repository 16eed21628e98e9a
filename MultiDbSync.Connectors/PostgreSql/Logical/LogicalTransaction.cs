using NpgsqlTypes;

namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>A committed transaction of the stream, whole.</summary>
/// <param name="Commit">Place of its commit record: what identifies it.</param>
/// <param name="End">What is confirmed once the hub has it.</param>
/// <param name="At">When it was committed, by the server's clock.</param>
/// <param name="IsOurs">The applier's: its rows are no changes of an application.</param>
/// <param name="Truncated">Tables that it emptied in one statement; the stream does not carry their rows.</param>
/// <param name="Emptied">The sync set whose rows were deleted to be loaded anew: what applications did to them before is void.</param>
internal sealed record LogicalTransaction(
    NpgsqlLogSequenceNumber Commit, NpgsqlLogSequenceNumber End, uint Xid, DateTimeOffset At, bool IsOurs, IReadOnlyList<LogicalTuple> Rows, IReadOnlyList<LogicalRelation> Truncated, string? Emptied);
