using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// Rows with an entry of the node's own in its change log. Asked once per transaction: we hold the write lock, so nobody adds one meanwhile.
/// Probes count too: the row may have been replaced.
/// </summary>
internal static class SqliteGuard
{
    public static void Read(SqliteDatabase database, ApplyBatch batch, Dictionary<SqliteRowId, SqliteRefusal> leave)
    {
        Dictionary<string, TableSchema>? tables = null;
        var rows = database.Prepare($"SELECT table_id, \"key\" FROM mds_change WHERE kind IN ('{SqliteLogTables.Change}', '{SqliteLogTables.Probe}') AND sync_set = ?1")
            .Bind(1, batch.SyncSet);
        while (rows.Step())
        {
            tables ??= TablesOf(batch);
            if (tables.TryGetValue(rows.Text(0), out var table))
                leave[new SqliteRowId(table.Name, table.FormOf(SqliteTableCodec.Of(table).DecodeKey(SqliteImageCodec.DecodeKey(rows.Text(1)))))] = new SqliteRefusal(DeferReason.LocalChange);
        }
    }

    private static Dictionary<string, TableSchema> TablesOf(ApplyBatch batch)
    {
        var tables = new Dictionary<string, TableSchema>(StringComparer.Ordinal);
        foreach (var row in batch.Rows) tables.TryAdd(row.Table.Name, row.Table);
        return tables;
    }
}
