using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Connectors;

/// <summary>Tells whether a database can take part, and what to do where it can't.</summary>
public interface IConnectionTest
{
    /// <summary>Reachable, version, rights, settings, and each table's fitness. Changes nothing.</summary>
    /// <param name="tables">Tables that are to be synchronised.</param>
    Task<IReadOnlyList<ConnectionFinding>> RunAsync(IReadOnlyList<TableSchema> tables, CancellationToken cancellationToken);
}
