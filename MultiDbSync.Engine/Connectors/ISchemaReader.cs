using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Connectors;

/// <summary>Reads a database's tables; never ours (<c>mds_*</c>) and never the engine's own.</summary>
public interface ISchemaReader
{
    /// <summary>All tables in name order.</summary>
    Task<IReadOnlyList<TableSchema>> ReadAsync(CancellationToken cancellationToken);
}
