using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Writes down what a batch did: deferred rows, position, and last of all the markers.</summary>
internal sealed class SqliteApplyRecord(SqliteDatabase database, ApplyBatch batch)
{
    private const int SmallBatch = 100;

    private readonly List<(string Kind, SqliteRowState? Row, long Position)> _markers = [];
    private bool _hasNewReason;

    /// <summary>False when there was nothing to write down.</summary>
    public bool Write(IReadOnlyDictionary<SqliteRowId, SqliteRowState> rows)
    {
        var known = rows.Count <= SmallBatch ? ReadDeferred(rows.Keys) : ReadDeferred();
        foreach (var (id, row) in rows) Note(id, row, known);
        if (_hasNewReason || _markers.Count > 0) SqliteDeferredToken.Renew(database, batch.SyncSet);
        if (batch.UpTo != batch.ExpectedApplied) _markers.Add((SqliteLogTables.Applied, null, batch.UpTo));

        database.Prepare("UPDATE mds_state SET applied = ?2, applying = 0 WHERE sync_set = ?1").Bind(1, batch.SyncSet).Bind(2, batch.UpTo).Execute();
        foreach (var (kind, row, position) in _markers) Append(kind, row, position);
        return _markers.Count > 0 || _hasNewReason;
    }

    private void Note(SqliteRowId id, SqliteRowState row, Dictionary<SqliteRowId, DeferReason> known)
    {
        var wasDeferred = known.TryGetValue(id, out var reason);
        if (row.Left is null)
        {
            if (!wasDeferred) return;
            Bind("DELETE FROM mds_deferred WHERE sync_set = ?1 AND table_id = ?2 AND form = ?3", id).Execute();
            _markers.Add((SqliteLogTables.Released, row, row.Position));
        }
        else if (!wasDeferred)
        {
            Bind("INSERT INTO mds_deferred(sync_set, table_id, form, \"key\", position, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", id)
                .Bind(4, row.First.Key.Text).Bind(5, row.Position).Bind(6, row.Left.Reason.ToString()).Execute();
            _markers.Add((SqliteLogTables.Deferred, row, row.Position));
        }
        else if (reason != row.Left.Reason)
        {
            // The position stays: the row has been without its head since then.
            _hasNewReason = true;
            Bind("UPDATE mds_deferred SET reason = ?4 WHERE sync_set = ?1 AND table_id = ?2 AND form = ?3", id).Bind(4, row.Left.Reason.ToString()).Execute();
        }
    }

    private Dictionary<SqliteRowId, DeferReason> ReadDeferred()
    {
        var known = new Dictionary<SqliteRowId, DeferReason>();
        var rows = database.Prepare("SELECT table_id, form, reason FROM mds_deferred WHERE sync_set = ?1").Bind(1, batch.SyncSet);
        while (rows.Step()) known.Add(new SqliteRowId(rows.Text(0), rows.Text(1)), Enum.Parse<DeferReason>(rows.Text(2)));
        return known;
    }

    // Thousands of rows may wait for people; a small batch is about few.
    private Dictionary<SqliteRowId, DeferReason> ReadDeferred(IEnumerable<SqliteRowId> ids)
    {
        var known = new Dictionary<SqliteRowId, DeferReason>();
        foreach (var id in ids)
        {
            var found = Bind("SELECT reason FROM mds_deferred WHERE sync_set = ?1 AND table_id = ?2 AND form = ?3", id);
            if (!found.Step()) continue;
            known.Add(id, Enum.Parse<DeferReason>(found.Text(0)));
            found.Reset();
        }

        return known;
    }

    private SqliteStatement Bind(string sql, SqliteRowId id) => database.Prepare(sql).Bind(1, batch.SyncSet).Bind(2, id.Table).Bind(3, id.Form);

    private void Append(string kind, SqliteRowState? row, long position) => database.Prepare($"""
        INSERT INTO mds_change(id, kind, sync_set, table_id, "key", position, at) VALUES (lower(hex(randomblob(16))), ?1, ?2, ?3, ?4, ?5, {SqliteLogTables.Now})
        """)
        .Bind(1, kind).Bind(2, batch.SyncSet).Bind(3, row?.First.Table.Name).Bind(4, row?.First.Key.Text).Bind(5, position).Execute();
}
