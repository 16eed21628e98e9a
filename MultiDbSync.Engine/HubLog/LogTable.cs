using System.Text.Json;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.HubLog;

/// <summary>The hub log of one sync set. Used inside a transaction of the session.</summary>
internal sealed class LogTable(HubSession session, string syncSet)
{
    private const string Columns = "position, table_name, row_key, key_form, before_image, after_image, replaces, origin, origin_epoch, unit, accepted_at, trace";

    private string FloorName => SettingNames.PrunedBelow + syncSet;

    /// <summary>Appends; returns the position.</summary>
    public long Append(NewEntry entry, string keyForm, long unit, DateTimeOffset acceptedAt, string? trace)
    {
        session.Execute(
            """
            INSERT INTO hub_log (sync_set, table_name, row_key, key_form, before_image, after_image, replaces, origin, origin_epoch, origin_seq, origin_id, unit, at, accepted_at, trace)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """,
            syncSet, entry.Table.Name, entry.Key.Text, keyForm, entry.Before?.ToJson(), entry.After?.ToJson(), Encode(entry.Replaces),
            entry.Origin.Node, entry.Origin.Epoch, entry.OriginSeq, entry.OriginId, unit, entry.At.ToUnixTimeMilliseconds(),
            acceptedAt.ToUnixTimeMilliseconds(), trace);
        return session.LastId;
    }

    /// <summary>The number of the next source transaction.</summary>
    public long NextUnit() => (session.Number("SELECT unit FROM hub_log ORDER BY position DESC LIMIT 1") ?? 0) + 1;

    /// <summary>The set's last position, 0 when its log is empty.</summary>
    public long Last() => session.Number("SELECT max(position) FROM hub_log WHERE sync_set=$1", syncSet) ?? 0;

    /// <summary>Entries after a position, up to a number of them, never cutting a source transaction.</summary>
    public List<LogEntry> After(long position, int limit)
    {
        var entries = session.Rows($"SELECT {Columns} FROM hub_log WHERE sync_set=$1 AND position>$2 ORDER BY position LIMIT $3", Read, syncSet, position, limit + 1);
        if (entries.Count <= limit) return entries;
        var cut = entries.Count - 1;
        while (cut > 0 && entries[cut - 1].Unit == entries[cut].Unit) cut--;
        if (cut > 0) return entries[..cut];

        // One source transaction larger than the limit: take it whole.
        return session.Rows($"SELECT {Columns} FROM hub_log WHERE sync_set=$1 AND position>$2 AND unit=$3 ORDER BY position", Read, syncSet, position, entries[0].Unit);
    }

    /// <summary>Whether an origin has changed any row of the set after a position.</summary>
    public bool HasOwnAfter(Origin origin, long position) =>
        session.Number(
            "SELECT 1 FROM hub_log WHERE sync_set=$1 AND origin=$2 AND origin_epoch=$3 AND position>$4 LIMIT 1",
            syncSet, origin.Node, origin.Epoch, position) is not null;

    /// <summary>Whether an origin has changed this row after a position.</summary>
    public bool HasOwnAfter(Origin origin, string table, string keyForm, long position) =>
        session.Number(
            "SELECT 1 FROM hub_log WHERE sync_set=$1 AND table_name=$2 AND key_form=$3 AND position>$4 AND origin=$5 AND origin_epoch=$6 LIMIT 1",
            syncSet, table, keyForm, position, origin.Node, origin.Epoch) is not null;

    /// <summary>Entries up to this position may be gone; null when nothing was pruned yet.</summary>
    public long? PrunedBelow() => session.Number("SELECT value FROM settings WHERE name=$1", FloorName);

    public void NotePruned(long floor) =>
        session.Execute("INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = max(CAST(value AS INTEGER), excluded.value)", FloorName, floor);

    /// <summary>Entries of one row that are not pruned yet.</summary>
    public List<LogEntry> OfRow(string table, string keyForm) =>
        session.Rows($"SELECT {Columns} FROM hub_log WHERE sync_set=$1 AND table_name=$2 AND key_form=$3 ORDER BY position", Read, syncSet, table, keyForm);

    private static LogEntry Read(HubRow r) => new(
        r.GetInt64(0), r.GetString(1), RowKey.Parse(r.GetString(2)), r.GetString(3), Image(r, 4), Image(r, 5), Decode(r.IsDBNull(6) ? null : r.GetString(6)),
        new Origin(r.GetString(7), r.GetInt32(8)), r.GetInt64(9), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(10)), r.IsDBNull(11) ? null : r.GetString(11));

    private static RowImage? Image(HubRow r, int column) => r.IsDBNull(column) ? null : RowImage.FromJson(r.GetString(column));

    private static string? Encode(IReadOnlyList<RowImage?> images) =>
        images.Count == 0 ? null : JsonSerializer.Serialize(images.Select(i => i?.ToJson()));

    private static IReadOnlyList<RowImage?> Decode(string? json) =>
        json is null ? [] : [.. JsonSerializer.Deserialize<List<string?>>(json)!.Select(RowImage.FromJson)];
}
