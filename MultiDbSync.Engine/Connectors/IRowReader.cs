using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Connectors;

/// <summary>Reads whole tables.</summary>
public interface IRowReader
{
    /// <summary>All rows of a table in key order, within one snapshot, decoded as capture decodes them.</summary>
    IAsyncEnumerable<RowImage> ReadAsync(TableSchema table, CancellationToken cancellationToken);

    /// <summary>One row, or null.</summary>
    Task<RowImage?> FindAsync(TableSchema table, RowKey key, CancellationToken cancellationToken);
}
