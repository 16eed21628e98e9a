using MultiDbSync.Connectors.Relational;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>One row of <c>mds_change</c> as it stands there.</summary>
internal sealed record SqliteLogEntry(
    long Seq,
    string Id,
    string Kind,
    string SyncSet,
    string? Table,
    string? Op,
    string? Key,
    string? Before,
    string? After,
    long Position,
    string? Collations,
    long At) : IChainedChange
{
    public bool IsChange => Kind == SqliteLogTables.Change;

    public bool IsProbe => Kind == SqliteLogTables.Probe;

    /// <summary>The row that it speaks of.</summary>
    public (string Table, string Key) Row => (Table!, Key!);
}
