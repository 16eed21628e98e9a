using System.Data.Common;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>
/// The apply algorithm where no trigger writes a change log: our transactions say in the server's log that they are ours, and the guard asks the stream.
/// </summary>
internal sealed class LogicalDialect(string node, PostgreSqlConnectorOptions options, PgLowerBound bound, LogicalGuard guard) : PgDialect(node, options, bound)
{
    public override IReadOnlyList<RelationalCommand> Begin() => [.. base.Begin(), RelationalCommand.Call($"SELECT pg_logical_emit_message(true, '{LogicalAssembly.ApplyingPrefix}', '')")];

    public override IReadOnlyList<RelationalCommand> BeginEmptying(string syncSet) =>
        [.. Begin(), RelationalCommand.Call($"SELECT pg_logical_emit_message(true, '{LogicalAssembly.EmptyingPrefix}', $1)", PgParameters.Text(syncSet))];

    public override IReadOnlyList<RelationalCommand> Guard(string syncSet, IReadOnlyList<string> tables, Action<DbDataReader> onRow) => [];

    public override Task TellUnreadAsync(IReadOnlyDictionary<string, TableSchema> tables, Action<RowId> hit, CancellationToken cancellationToken) =>
        guard.TellAsync(tables, hit, cancellationToken);
}
