using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Reads the change log of one snapshot and brings its entries into shape, stretch by stretch between our own markers.</summary>
internal sealed class SqliteLogReader(SqliteDatabase database, SqliteLogCodec tables, int limit)
{
    private readonly SqliteImageCodec _codec = new();
    private readonly List<CapturedEntry> _entries = [];
    private readonly List<long> _numbers = [];
    private readonly List<SqliteLogEntry> _stretch = [];

    /// <param name="states">Of the same snapshot.</param>
    public CaptureRead Read(IReadOnlyDictionary<string, NodeState> states)
    {
        var complete = true;
        var afterMarker = false;
        var rows = database.Prepare("""
            SELECT seq, id, kind, sync_set, table_id, op, "key", "before", "after", position, tx, at FROM mds_change ORDER BY seq
            """);
        while (rows.Step())
        {
            var kind = rows.Text(2);
            var isMarker = kind is not (SqliteLogTables.Change or SqliteLogTables.Probe);

            // SQLite gives triggers no transaction id. But our own markers are a transaction of their own: before the first of a run is a border.
            if (isMarker && !afterMarker && _numbers.Count >= limit)
            {
                complete = false;
                rows.Reset();
                break;
            }

            afterMarker = isMarker;
            Take(Entry(rows, kind), isMarker);
        }

        EndStretch();
        return new CaptureRead(_entries, states, complete, _numbers);
    }

    private void Take(SqliteLogEntry entry, bool isMarker)
    {
        _numbers.Add(entry.Seq);
        if (!isMarker)
        {
            _stretch.Add(entry);
            return;
        }

        EndStretch();
        _entries.Add(Marker(entry));
    }

    private void EndStretch()
    {
        if (_stretch.Count == 0) return;
        var changes = new SqliteReplacedRows(_codec).Resolve(_stretch);

        // A stretch is no transaction: a ring may be closed by a later one, after the hub has taken its first part. So rings stay.
        _ = ChangeChain.Order(changes);
        foreach (var change in changes) _entries.Add(Change(change));
        _stretch.Clear();
    }

    private static SqliteLogEntry Entry(SqliteStatement row, string kind) => new(
        row.Integer(0), row.Text(1), kind, row.Text(3), row.TextOrNull(4), row.TextOrNull(5), row.TextOrNull(6), row.TextOrNull(7), row.TextOrNull(8),
        row.Integer(9), row.TextOrNull(10), row.Integer(11));

    private CapturedEntry Change(SqliteLogEntry e)
    {
        var (key, before, after) = tables.Decode(
            database, e.Table!, SqliteImageCodec.DecodeKey(e.Key!), e.Before is null ? null : _codec.DecodeImage(e.Before), e.After is null ? null : _codec.DecodeImage(e.After));
        return new CapturedEntry(e.Seq, e.Id, EntryKind.Change, e.SyncSet, e.Table, key, before, after, 0, null, DateTimeOffset.FromUnixTimeMilliseconds(e.At));
    }

    private static CapturedEntry Marker(SqliteLogEntry e) => new(
        e.Seq, e.Id, e.Kind switch { SqliteLogTables.Deferred => EntryKind.Deferred, SqliteLogTables.Released => EntryKind.Released, _ => EntryKind.Applied },
        e.SyncSet, e.Table, e.Key is null ? null : RowKey.Parse(e.Key), null, null, e.Position, null, DateTimeOffset.FromUnixTimeMilliseconds(e.At));
}
