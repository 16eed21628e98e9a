using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Connectors;

/// <summary>Reads whole tables.</summary>
public interface IRowReader
{
    /// <summary>All rows of a table in key order, within one snapshot, decoded as capture decodes them.</summary>
    IAsyncEnumerable<RowImage> ReadAsync(TableSchema table, CancellationToken cancellationToken);

    /// <summary>The next rows of a table in the database's own key order, in a snapshot of their own.</summary>
    /// <param name="after">The last row's key of the page before, as this database holds it; null for the first page.</param>
    Task<IReadOnlyList<RowImage>> ReadPageAsync(TableSchema table, RowKey? after, int limit, CancellationToken cancellationToken);

    /// <summary>The number of rows as the engine estimates or counts it, for progress alone.</summary>
    Task<long> EstimateAsync(TableSchema table, CancellationToken cancellationToken);

    /// <summary>One row, or null.</summary>
    Task<RowImage?> FindAsync(TableSchema table, RowKey key, CancellationToken cancellationToken);

    /// <summary>The row that holds these values, or null.</summary>
    /// <param name="values">Of the columns of a unique key, none NULL.</param>
    Task<RowImage?> FindByAsync(TableSchema table, RowImage values, CancellationToken cancellationToken);
}
