using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;

namespace MultiDbSync.Engine.HubLog;

/// <summary>Conflicts and parked rows of one sync set. Used inside a transaction of the session.</summary>
internal sealed class ConflictTable(HubSession session, string syncSet)
{
    /// <summary>The actor of what nobody decided.</summary>
    public const string Sync = "sync";

    private readonly ParkedRows _parked = new(session, syncSet);
    private bool? _awaits;

    /// <summary>The open conflict of a row, or null.</summary>
    public long? ParkedBy(string table, string keyForm) => _parked.Find(table, keyForm);

    /// <summary>Some row of the table is parked.</summary>
    public bool HasParked(string table) => _parked.HasAny(table);

    public long Insert(NewConflict conflict, DateTimeOffset now)
    {
        var open = conflict.Status == ConflictStatus.Open;
        session.Execute(
            """
            INSERT INTO data_conflicts (sync_set, table_name, row_key, key_form, kind, status, base_image, left_image, right_image, result_image,
                left_origin, right_origin, left_at, right_at, left_position, right_seen, related, version, detected_at, resolved_at, resolved_by, resolution, new_key)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 1, $18, $19, $20, $21, $22)
            """,
            syncSet, conflict.Table, conflict.Key.Text, conflict.KeyForm, conflict.Kind.ToString(), conflict.Status.ToString(),
            conflict.Base?.ToJson(), conflict.Left?.ToJson(), conflict.Right?.ToJson(), conflict.Result?.ToJson(),
            conflict.LeftOrigin, conflict.RightOrigin, conflict.LeftAt.ToUnixTimeMilliseconds(), conflict.RightAt.ToUnixTimeMilliseconds(),
            conflict.LeftPosition, conflict.RightSeen, conflict.Related.Count == 0 ? null : RelatedRowImage.ToJson(conflict.Related),
            now.ToUnixTimeMilliseconds(), open ? null : now.ToUnixTimeMilliseconds(), open ? null : conflict.Policy, open ? null : conflict.Resolution, conflict.NewKey?.Text);
        var id = session.LastId;
        Note(id, now, open ? Sync : conflict.Policy!, open ? ConflictActions.Opened : ConflictActions.Settled, conflict.Resolution);
        if (!open) return id;
        _parked.Park(conflict.Table, conflict.KeyForm, id);
        Await(id, conflict.Related);
        return id;
    }

    /// <summary>A later change of a parked row joins its conflict.</summary>
    public void Join(long id, string origin, RowImage? before, RowImage? after, DateTimeOffset at)
    {
        var stamp = at.ToUnixTimeMilliseconds();
        AddSide(id, origin, before, after, at);
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

    /// <summary>A value of the row that the conflict's record keeps.</summary>
    public void AddSide(long id, string origin, RowImage? before, RowImage? after, DateTimeOffset at) =>
        session.Execute(
            "INSERT INTO data_conflict_sides (conflict_id, origin, before_image, after_image, at) VALUES ($1, $2, $3, $4, $5)",
            id, origin, before?.ToJson(), after?.ToJson(), at.ToUnixTimeMilliseconds());

    /// <summary>The rows that stand in the way changed: the person must look again.</summary>
    public void Refresh(long id, IReadOnlyList<RelatedRowImage> related)
    {
        session.Execute("UPDATE data_conflicts SET version = version + 1, related = $2 WHERE id = $1", id, RelatedRowImage.ToJson(related));
        Await(id, related);
    }

    /// <summary>The conflict as it stands, or null.</summary>
    public StoredConflict? Find(long id) =>
        session.First(
            """
            SELECT table_name, row_key, key_form, kind, status, base_image, left_image, right_image, left_origin, right_origin, related, version, result_image,
                coalesce(left_at, detected_at), coalesce(right_at, detected_at)
            FROM data_conflicts WHERE id=$1 AND sync_set=$2
            """,
            r => new StoredConflict(
                id, r.GetString(0), RowKey.Parse(r.GetString(1)), r.GetString(2), Enum.Parse<ConflictKind>(r.GetString(3)), Enum.Parse<ConflictStatus>(r.GetString(4)),
                Image(r, 5), Image(r, 6), Image(r, 7), r.GetString(8), r.GetString(9), RelatedRowImage.FromJson(r.IsDBNull(10) ? null : r.GetString(10)), r.GetInt32(11))
            {
                Result = Image(r, 12),
                LeftAt = DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(13)),
                RightAt = DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(14)),
            },
            id, syncSet);

    /// <summary>Every value that joined changes gave the row or replaced.</summary>
    public List<RowImage?> JoinedImages(long id) =>
        session.Rows(
            "SELECT after_image FROM data_conflict_sides WHERE conflict_id=$1 UNION ALL SELECT before_image FROM data_conflict_sides WHERE conflict_id=$1",
            r => Image(r, 0), id);

    /// <summary>Closes a conflict and frees its row.</summary>
    public void Close(StoredConflict conflict, ConflictClosing closing, DateTimeOffset now)
    {
        session.Execute(
            """
            UPDATE data_conflicts SET version = version + 1, status=$2, result_image=$3, resolution=$4, resolved_by=$5, comment=coalesce($6, comment), resolved_at=$7, new_key=$8
            WHERE id=$1
            """,
            conflict.Id, closing.Status.ToString(), closing.Result?.ToJson(), closing.Resolution, closing.By, closing.Comment, now.ToUnixTimeMilliseconds(), closing.NewKey?.Text);
        Note(conflict.Id, now, closing.By, closing.Action, closing.Comment is null ? closing.Resolution : $"{closing.Resolution}: {closing.Comment}");
        _parked.Free(conflict.Table, conflict.KeyForm);
        session.Execute("DELETE FROM awaited_row WHERE conflict_id=$1", conflict.Id);
    }

    /// <summary>Opens a closed conflict again; its row is parked.</summary>
    public void Reopen(StoredConflict conflict, string by, string? comment, DateTimeOffset now)
    {
        session.Execute(
            "UPDATE data_conflicts SET version = version + 1, status='Open', result_image=NULL, resolution=NULL, resolved_by=NULL, resolved_at=NULL, new_key=NULL, mailed_at=NULL WHERE id=$1",
            conflict.Id);
        Note(conflict.Id, now, by, ConflictActions.Reopened, comment);
        _parked.Park(conflict.Table, conflict.KeyForm, conflict.Id);
        Await(conflict.Id, conflict.Related);
    }

    /// <summary>Records a step in the conflict's history.</summary>
    public void Note(long id, DateTimeOffset at, string actor, string action, string? detail) =>
        session.Execute(
            "INSERT INTO conflict_events (conflict_id, at, actor, action, detail) VALUES ($1, $2, $3, $4, $5)", id, at.ToUnixTimeMilliseconds(), actor, action, detail);

    /// <summary>Open unique-key and foreign-key conflicts that name the row as one that stands in the way.</summary>
    public IReadOnlyList<long> AwaitedBy(string table, string keyForm)
    {
        _awaits ??= session.Number("SELECT 1 FROM awaited_row WHERE sync_set=$1 LIMIT 1", syncSet) is not null;
        return _awaits == false
            ? []
            : session.Rows("SELECT conflict_id FROM awaited_row WHERE sync_set=$1 AND table_name=$2 AND key_form=$3 ORDER BY conflict_id", r => r.GetInt64(0), syncSet, table, keyForm);
    }

    public int OpenCount() => (int)(session.Number("SELECT count(*) FROM data_conflicts WHERE status='Open'") ?? 0);

    private static RowImage? Image(HubRow r, int column) => r.IsDBNull(column) ? null : RowImage.FromJson(r.GetString(column));

    private void Await(long id, IReadOnlyList<RelatedRowImage> related)
    {
        foreach (var row in related)
        {
            session.Execute("INSERT OR IGNORE INTO awaited_row (sync_set, table_name, key_form, conflict_id) VALUES ($1, $2, $3, $4)", syncSet, row.Table, row.Form, id);
            _awaits = true;
        }
    }
}
