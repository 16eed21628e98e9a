using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.HubLog;

/// <summary>
/// Rows that got a new key because another row holds theirs (both are kept). Until the database that made such a row has received the new key, what it says of
/// the old one means the row of the new one. Used inside a transaction.
/// </summary>
internal sealed class RekeyedRows(HubSession session, string syncSet)
{
    private List<Entry>? _all;

    private List<Entry> All => _all ??= session.Rows(
        "SELECT table_name, key_form, origin, new_key, position FROM rekeyed_row WHERE sync_set=$1 ORDER BY position DESC",
        r => new Entry(r.GetString(0), r.GetString(1), r.GetString(2), RowKey.Parse(r.GetString(3)), r.GetInt64(4)), syncSet);

    /// <summary>Some row of the set has a new key that not every database has received.</summary>
    public bool Any => All.Count > 0;

    /// <summary>The key that a row has now; null where the database has received it, or it never changed.</summary>
    /// <param name="seen">What the database had received when it spoke of the row.</param>
    public RowKey? NewKeyOf(string table, string keyForm, string origin, long seen) =>
        All.Find(e => e.Table == table && e.KeyForm == keyForm && e.Origin == origin && e.Position > seen)?.NewKey;

    public void Add(string table, string keyForm, string origin, RowKey newKey, long position)
    {
        session.Execute(
            "INSERT OR REPLACE INTO rekeyed_row (sync_set, table_name, key_form, origin, new_key, position) VALUES ($1, $2, $3, $4, $5, $6)",
            syncSet, table, keyForm, origin, newKey.Text, position);
        _all = null;
    }

    /// <summary>Forgets new keys that the databases have received, and told so.</summary>
    public static void Prune(HubSession session, string syncSet) => session.Execute(
        """
        DELETE FROM rekeyed_row WHERE sync_set=$1
            AND position <= coalesce((SELECT p.applied FROM node_position p WHERE p.node = rekeyed_row.origin AND p.sync_set = rekeyed_row.sync_set), position)
            AND NOT EXISTS (SELECT 1 FROM node_deferred d
                            WHERE d.node = rekeyed_row.origin AND d.sync_set = rekeyed_row.sync_set AND d.table_name = rekeyed_row.table_name AND d.key_form = rekeyed_row.key_form)
        """,
        syncSet);

    private sealed record Entry(string Table, string KeyForm, string Origin, RowKey NewKey, long Position);
}
