using System.Data.Common;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.Relational;

/// <summary>What all parts of a batch's transaction share.</summary>
internal sealed record ApplyScope(DbConnection Connection, RelationalDialect Dialect, ApplyCache Cache, ApplyBatch Batch)
{
    /// <summary>Savepoints: before the first row, before a part of the rows, before a ring of unique values.</summary>
    public const string Rows = "mds_rows", Step = "mds_step", Ring = "mds_ring";

    public static RelationalCommand Savepoint(string name) => new($"SAVEPOINT {name}");

    public static RelationalCommand Release(string name) => new($"RELEASE SAVEPOINT {name}");

    public static IReadOnlyList<RelationalCommand> Undo(string name) => [new($"ROLLBACK TO SAVEPOINT {name}"), Release(name)];
}
