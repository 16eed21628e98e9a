using System.Data.Common;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Reads the change log in one snapshot, from the lower bound on, and never cuts a source transaction.</summary>
internal sealed class PgLogReader(DbConnection connection, RelationalStateReader states, PgLowerBound bound)
{
    private const string Select =
        $"SELECT seq, id, kind, sync_set, table_id, \"key\", \"before\", \"after\", position, shape, tx, at FROM {PgLogTables.Change}";

    private readonly List<PgLogEntry> _entries = [];

    public async Task<CaptureRead> ReadAsync(int limit, PgShapes shapes, CancellationToken cancellationToken)
    {
        (long Started, long Table, long Oldest) snapshot = default;
        await RelationalRoundTrip.SendAsync(
            connection,
            [
                new("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
                states.Read(null),
                new($"SELECT {PgLowerBound.Columns}", [], null, r => snapshot = (r.GetInt64(0), r.GetInt64(1), r.GetInt64(2))),
                new($"{Select} WHERE seq >= {PgLowerBound.Sql(1)} ORDER BY seq LIMIT $4", [.. bound.Parameters(), PgParameters.Number(limit + 1L)], null, Take),
            ],
            cancellationToken);
        var complete = _entries.Count <= limit || await ReadToBorderAsync(limit, cancellationToken);
        await shapes.LoadAsync(connection, _entries, cancellationToken);
        await RelationalRoundTrip.SendAsync(connection, [new("COMMIT")], cancellationToken);
        bound.Read(snapshot.Started, snapshot.Table, snapshot.Oldest, _entries.Count == 0 ? null : _entries[0].Seq);

        var numbers = _entries.ConvertAll(e => e.Seq);
        return new CaptureRead(Decode(shapes), states.States(), complete, numbers);
    }

    // Entries of transactions can lie between each other: the read goes on until none that is in it has entries beyond its end. True when that is the log's end.
    private async Task<bool> ReadToBorderAsync(int limit, CancellationToken cancellationToken)
    {
        _entries.RemoveRange(limit, _entries.Count - limit);
        var known = new HashSet<long>();
        while (true)
        {
            var last = _entries[^1].Seq;
            var fresh = _entries.Select(e => e.Tx).Distinct().Where(known.Add).ToArray();
            var end = last;
            await RelationalRoundTrip.SendAsync(
                connection,
                [new($"SELECT max(seq) FROM {PgLogTables.Change} WHERE tx = ANY($1) HAVING count(*) > 0", [PgParameters.Numbers(fresh)], null, r => end = Math.Max(end, r.GetInt64(0)))],
                cancellationToken);
            if (end == last) return false;
            await RelationalRoundTrip.SendAsync(connection, [new($"{Select} WHERE seq > $1 AND seq <= $2 ORDER BY seq", [PgParameters.Number(last), PgParameters.Number(end)], null, Take)], cancellationToken);
        }
    }

    private void Take(DbDataReader row) => _entries.Add(new PgLogEntry(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), TextOrNull(row, 4), TextOrNull(row, 5), TextOrNull(row, 6), TextOrNull(row, 7),
        row.IsDBNull(8) ? 0 : row.GetInt64(8), row.IsDBNull(9) ? 0 : row.GetInt32(9), row.GetInt64(10), row.GetDateTime(11)));

    private List<CapturedEntry> Decode(PgShapes shapes)
    {
        var changes = _entries.FindAll(e => e.Kind == "change");
        // Markers keep their places; a transaction with changes has none.
        var rings = ChangeChain.Order(changes);
        var next = 0;
        var ordered = _entries.ConvertAll(e => e.Kind == "change" ? changes[next++] : e);
        ordered.RemoveAll(rings.Contains);
        return Decode(ordered, shapes);
    }

    private static List<CapturedEntry> Decode(List<PgLogEntry> entries, PgShapes shapes)
    {
        var decoded = new List<CapturedEntry>(entries.Count);
        foreach (var e in entries)
        {
            var at = new DateTimeOffset(e.At, TimeSpan.Zero);
            if (e.Kind != "change")
            {
                decoded.Add(new CapturedEntry(e.Seq, e.Id, KindOf(e.Kind), e.SyncSet, e.Table, e.Key is null ? null : RowKey.Parse(e.Key), null, null, e.Position, TxOf(e), at));
                continue;
            }

            var shape = shapes.Find(e.Shape);
            var before = e.Before is null ? null : PgImage.DecodeRow(e.Before, shape);
            var after = e.After is null ? null : PgImage.DecodeRow(e.After, shape);

            // Another spelling of the same values (1.0 and 1.00): no change.
            if (before is not null && before.Equals(after)) continue;
            decoded.Add(new CapturedEntry(e.Seq, e.Id, EntryKind.Change, e.SyncSet, e.Table, PgImage.DecodeKey(e.Key!, shape.Key), before, after, 0, TxOf(e), at));
        }

        return decoded;
    }

    private static string TxOf(PgLogEntry entry) => entry.Tx.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static EntryKind KindOf(string kind) => kind switch { "deferred" => EntryKind.Deferred, "released" => EntryKind.Released, _ => EntryKind.Applied };

    private static string? TextOrNull(DbDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
}
