using MultiDbSync.Engine.Changes;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Reads <c>mds_state</c> and <c>mds_deferred</c>, within whatever transaction is open.</summary>
internal static class MySqlStateReader
{
    private const string States = "SELECT sync_set, hub, incarnation, applied, captured FROM mds_state";

    /// <summary>True when our tables are there.</summary>
    public static async Task<bool> IsInstalledAsync(MySqlConnection connection, CancellationToken cancellationToken) =>
        (await connection.ListAsync(MySqlLogTables.Find, r => r.GetString(0), cancellationToken)).Count == MySqlLogTables.Count;

    /// <summary>All sync sets of the node; the log's reader has a quicker way (<see cref="RelationalStates"/>).</summary>
    public static async Task<Dictionary<string, NodeState>> ReadAllAsync(MySqlConnection connection, CancellationToken cancellationToken)
    {
        var deferred = (await connection.ListAsync(
            "SELECT sync_set, table_id, `key`, position, reason FROM mds_deferred ORDER BY position",
            r => (Set: r.GetString(0), Row: new DeferredRow(r.GetString(1), RowKey.Parse(r.GetString(2)), r.GetInt64(3), Enum.Parse<DeferReason>(r.GetString(4)))),
            cancellationToken)).ToLookup(d => d.Set, d => d.Row, StringComparer.Ordinal);
        return (await connection.ListAsync(States, Row, cancellationToken)).ToDictionary(
            s => s.Set, s => s.State with { Deferred = [.. deferred[s.Set]] }, StringComparer.Ordinal);
    }

    /// <summary>All sync sets, without deferred rows, held until the transaction ends.</summary>
    public static async Task<Dictionary<string, NodeState>> LockAllAsync(MySqlConnection connection, CancellationToken cancellationToken) =>
        (await connection.ListAsync($"{States} ORDER BY sync_set FOR UPDATE", Row, cancellationToken)).ToDictionary(s => s.Set, s => s.State, StringComparer.Ordinal);

    private static (string Set, NodeState State) Row(MySqlDataReader row) =>
        (row.GetString(0), new NodeState(row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), []));
}
