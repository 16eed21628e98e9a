using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// Reads the whole visible change log of one snapshot. Neither make gives triggers a transaction id without a lock or a costly look at server tables, and
/// transactions lie interleaved in the log, so no place in it is known to be a border: the snapshot is the unit.
/// Numbers are given out when an entry is made, under the lock of the changed row, and no trigger can change the table whose statement fired it (error
/// 1442): the entries of a row stand in the order of its changes already.
/// </summary>
internal sealed class MySqlLogReader(string node)
{
    private readonly MySqlImageCodec _codec = new();
    private readonly List<CapturedEntry> _entries = [];
    private readonly List<long> _numbers = [];
    private readonly Dictionary<(string Id, string Side, int Ordinal), byte[]> _parts = [];

    /// <param name="states">Of the same snapshot.</param>
    public async Task<CaptureRead> ReadAsync(MySqlConnection connection, IReadOnlyDictionary<string, NodeState> states, CancellationToken cancellationToken)
    {
        await using var command = connection.Command("SELECT seq, id, kind, sync_set, table_id, op, `key`, `before`, `after`, position, at FROM mds_change ORDER BY seq");
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) Take(rows);
        return new CaptureRead(_entries, states, true, _numbers);
    }

    private void Take(MySqlDataReader row)
    {
        _numbers.Add(checked((long)row.GetUInt64(0)));
        var (id, kind) = (row.GetString(1), row.GetString(2));
        switch (kind)
        {
            case MySqlLogTables.Part:
                _parts.Add((id, row.GetString(5), (int)row.GetInt64(9)), Bytes(row, 8) ?? []);
                break;
            case MySqlLogTables.Change:
                if (Change(row, id) is { } change) _entries.Add(change);
                break;
            default:
                _entries.Add(Marker(row, id, kind));
                break;
        }
    }

    // Where the two images are equal only the spelling of a JSON document changed, which is no change to anyone else.
    private CapturedEntry? Change(MySqlDataReader row, string id)
    {
        var before = Image(Bytes(row, 7), id, "b", null);
        var after = Image(Bytes(row, 8), id, "a", before);
        var op = row.GetString(5);
        if (before is null != (op == "create") || after is null != (op == "delete"))
            throw new ConnectorException(ConnectorErrorClass.Permanent, node, $"An entry of the change log lacks its image (number {_numbers[^1]}): compare the databases, then delete the entry.");
        return before is not null && before.Equals(after)
            ? null
            : new CapturedEntry(
                _numbers[^1], id, EntryKind.Change, row.GetString(3), row.GetString(4), MySqlImageCodec.DecodeKey(Bytes(row, 6)), before, after, 0, null, At(row));
    }

    private RowImage? Image(byte[]? bytes, string id, string side, RowImage? before) => bytes is null ? null : _codec.DecodeImage(
        bytes,
        ordinal => _parts.Remove((id, side, ordinal), out var part) ? part : throw new FormatException("The change log lacks a part of a large value."),
        before);

    private CapturedEntry Marker(MySqlDataReader row, string id, string kind) => new(
        _numbers[^1], id, kind switch { MySqlLogTables.Deferred => EntryKind.Deferred, MySqlLogTables.Released => EntryKind.Released, _ => EntryKind.Applied },
        row.GetString(3), row.TextOrNull(4), row.IsDBNull(6) ? null : RowKey.Parse(System.Text.Encoding.UTF8.GetString(Bytes(row, 6)!)), null, null, row.GetInt64(9), null, At(row));

    private static byte[]? Bytes(MySqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);

    private static DateTimeOffset At(MySqlDataReader row) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(10));
}
