using MultiDbSync.Connectors.Relational;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>One row of <c>mds_change</c> as it stands there.</summary>
internal sealed record PgLogEntry(
    long Seq, string Id, string Kind, string SyncSet, string? Table, string? Key, string? Before, string? After, long Position, int Shape, long Tx, DateTime At) : IChainedChange
{
    /// <summary>Numbers of nested triggers can be out of order within a transaction only; across transactions the row's lock keeps them in order.</summary>
    public (string Table, string Key) Row => (string.Concat(Tx.ToString(System.Globalization.CultureInfo.InvariantCulture), " ", Table), Key!);
}
