using System.Data.Common;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Changes;
using NpgsqlTypes;

namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>
/// The apply algorithm where no trigger writes a change log: our transactions say in the server's log that they are ours, and there is no guard to ask. Every
/// row comes with the values that the hub knows of it; one that holds another value was changed by an application, and is judged once the stream has passed
/// that moment.
/// </summary>
internal sealed class LogicalDialect(string node, PostgreSqlConnectorOptions options, PgLowerBound bound, LogicalProgress progress) : PgDialect(node, options, bound)
{
    private readonly Dictionary<RowId, (NpgsqlLogSequenceNumber Place, RowImage? Found)> _sightings = [];
    private NpgsqlLogSequenceNumber _now;

    public override IReadOnlyList<RelationalCommand> Begin() => [.. base.Begin(), RelationalCommand.Call($"SELECT pg_logical_emit_message(true, '{LogicalAssembly.ApplyingPrefix}', '')")];

    // Sent once the rows are locked: whatever an application did to them was committed before this place of the log.
    public override RelationalCommand Guard(string syncSet, IReadOnlyList<string> tables, Action<DbDataReader> onRow) =>
        new("SELECT pg_current_wal_insert_lsn()", [], null, row => _now = row.GetFieldValue<NpgsqlLogSequenceNumber>(0));

    // Another value than last time is another change: it may not have been read yet.
    public override DeferReason ReasonOfMismatch(RowId row, RowImage? found)
    {
        if (!_sightings.TryGetValue(row, out var seen) || !Equals(seen.Found, found))
        {
            _sightings[row] = (_now, found);
            return DeferReason.LocalChange;
        }

        if (progress.Passed < seen.Place) return DeferReason.LocalChange;
        _sightings.Remove(row);
        return DeferReason.Divergence;
    }

    public override void AsExpected(RowId row) => _sightings.Remove(row);
}
