using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;

namespace MultiDbSync.Engine.HubLog;

/// <summary>Conflicts and parked rows of one sync set. Used inside a transaction of the session.</summary>
internal sealed class ConflictTable(HubSession session, string syncSet)
{
    private Dictionary<(string Table, string KeyForm), long>? _parked;

    /// <summary>All parked rows of the set, with their conflicts, as of this transaction.</summary>
    public IReadOnlyDictionary<(string Table, string KeyForm), long> Parked => ParkedRows;

    private Dictionary<(string Table, string KeyForm), long> ParkedRows =>
        _parked ??= session.Rows(
            "SELECT table_name, key_form, conflict_id FROM parked_row WHERE sync_set=$1", r => ((r.GetString(0), r.GetString(1)), r.GetInt64(2)), syncSet)
            .ToDictionary(r => r.Item1, r => r.Item2);

    /// <summary>The open conflict of a row, or null.</summary>
    public long? ParkedBy(string table, string keyForm) => ParkedRows.TryGetValue((table, keyForm), out var id) ? id : null;

    public long Insert(NewConflict conflict, DateTimeOffset now)
    {
        var open = conflict.Status == ConflictStatus.Open;
        session.Execute(
            """
            INSERT INTO data_conflicts (sync_set, table_name, row_key, key_form, kind, status, base_image, left_image, right_image, result_image,
                left_origin, right_origin, left_at, right_at, left_position, right_seen, related, version, detected_at, resolved_at, resolved_by, resolution)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 1, $18, $19, $20, $21)
            """,
            syncSet, conflict.Table, conflict.Key.Text, conflict.KeyForm, conflict.Kind.ToString(), conflict.Status.ToString(),
            conflict.Base?.ToJson(), conflict.Left?.ToJson(), conflict.Right?.ToJson(), conflict.Result?.ToJson(),
            conflict.LeftOrigin, conflict.RightOrigin, conflict.LeftAt.ToUnixTimeMilliseconds(), conflict.RightAt.ToUnixTimeMilliseconds(),
            conflict.LeftPosition, conflict.RightSeen, conflict.Related.Count == 0 ? null : RelatedRowImage.ToJson(conflict.Related),
            now.ToUnixTimeMilliseconds(), open ? null : now.ToUnixTimeMilliseconds(), open ? null : conflict.Policy, open ? null : conflict.Resolution);
        var id = session.LastId;
        if (open)
        {
            session.Execute(
                "INSERT INTO parked_row (sync_set, table_name, key_form, conflict_id) VALUES ($1, $2, $3, $4)", syncSet, conflict.Table, conflict.KeyForm, id);
            ParkedRows.Add((conflict.Table, conflict.KeyForm), id);
        }

        return id;
    }

    /// <summary>A later change of a parked row joins its conflict.</summary>
    public void Join(long id, string origin, RowImage? before, RowImage? after, DateTimeOffset at)
    {
        var stamp = at.ToUnixTimeMilliseconds();
        session.Execute(
            "INSERT INTO data_conflict_sides (conflict_id, origin, before_image, after_image, at) VALUES ($1, $2, $3, $4, $5)",
            id, origin, before?.ToJson(), after?.ToJson(), stamp);
        session.Execute(
            """
            UPDATE data_conflicts SET version = version + 1,
                right_image = CASE WHEN right_origin = $2 THEN $3 ELSE right_image END,
                right_at    = CASE WHEN right_origin = $2 THEN $4 ELSE right_at END,
                left_image  = CASE WHEN left_origin = $2 AND right_origin <> $2 AND kind NOT IN ('UniqueKey', 'ForeignKey') THEN $3 ELSE left_image END,
                left_at     = CASE WHEN left_origin = $2 AND right_origin <> $2 AND kind NOT IN ('UniqueKey', 'ForeignKey') THEN $4 ELSE left_at END
            WHERE id = $1
            """,
            id, origin, after?.ToJson(), stamp);
    }

    /// <summary>The rows that stand in the way changed: the person must look again.</summary>
    public void Refresh(long id, IReadOnlyList<RelatedRowImage> related) =>
        session.Execute("UPDATE data_conflicts SET version = version + 1, related = $2 WHERE id = $1", id, RelatedRowImage.ToJson(related));

    /// <summary>The conflict as it stands, or null.</summary>
    public StoredConflict? Find(long id) =>
        session.First(
            """
            SELECT table_name, row_key, key_form, kind, status, base_image, left_image, right_image, left_origin, right_origin, related, version
            FROM data_conflicts WHERE id=$1 AND sync_set=$2
            """,
            r => new StoredConflict(
                id, r.GetString(0), RowKey.Parse(r.GetString(1)), r.GetString(2), Enum.Parse<ConflictKind>(r.GetString(3)), Enum.Parse<ConflictStatus>(r.GetString(4)),
                r.IsDBNull(5) ? null : RowImage.FromJson(r.GetString(5)), r.IsDBNull(6) ? null : RowImage.FromJson(r.GetString(6)),
                r.IsDBNull(7) ? null : RowImage.FromJson(r.GetString(7)), r.GetString(8), r.GetString(9),
                RelatedRowImage.FromJson(r.IsDBNull(10) ? null : r.GetString(10)), r.GetInt32(11)),
            id, syncSet);

    /// <summary>Every value that joined changes gave the row or replaced.</summary>
    public List<RowImage?> JoinedImages(long id) =>
        session.Rows(
            "SELECT after_image FROM data_conflict_sides WHERE conflict_id=$1 UNION ALL SELECT before_image FROM data_conflict_sides WHERE conflict_id=$1",
            r => r.IsDBNull(0) ? null : RowImage.FromJson(r.GetString(0)), id);

    /// <summary>Closes a conflict and frees its row.</summary>
    public void Close(StoredConflict conflict, RowImage? result, string resolution, string by, string? comment, DateTimeOffset now)
    {
        session.Execute(
            "UPDATE data_conflicts SET status='Resolved', result_image=$2, resolution=$3, resolved_by=$4, comment=$5, resolved_at=$6 WHERE id=$1",
            conflict.Id, result?.ToJson(), resolution, by, comment, now.ToUnixTimeMilliseconds());
        session.Execute("DELETE FROM parked_row WHERE conflict_id=$1", conflict.Id);
        _parked = null;
    }

    /// <summary>Whether an open unique-key or foreign-key conflict names the row as one that stands in the way.</summary>
    public bool IsRelatedToOpen(string table, RowKey key) =>
        session.Rows("SELECT related FROM data_conflicts WHERE sync_set=$1 AND status='Open' AND related IS NOT NULL", r => r.GetString(0), syncSet)
            .Any(json => RelatedRowImage.FromJson(json).Any(r => r.Table == table && r.Key == key.Text));

    public int OpenCount() => (int)(session.Number("SELECT count(*) FROM data_conflicts WHERE status='Open'") ?? 0);
}
