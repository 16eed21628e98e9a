using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Connectors;

/// <summary>Keys that a database hands out by itself, kept inside a block of numbers that is the node's own.</summary>
public interface IIdentityBlocks
{
    /// <summary>The number that the next row would get, and the highest in use; null when the table numbers nothing.</summary>
    Task<IdentityState?> ReadAsync(TableSchema table, CancellationToken cancellationToken);

    /// <summary>The next row gets <paramref name="next"/>. Rows are left as they are.</summary>
    Task MoveAsync(TableSchema table, long next, CancellationToken cancellationToken);
}
