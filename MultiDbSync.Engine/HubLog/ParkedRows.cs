namespace MultiDbSync.Engine.HubLog;

/// <summary>
/// Rows of one sync set that wait for a person. Asked row by row: there may be many, and they must not slow the others; whoever asks for many has them all
/// read, as long as they are not many times more. Used inside a transaction.
/// </summary>
internal sealed class ParkedRows(HubSession session, string syncSet)
{
    private const int RowsPerQuestion = 10;

    private readonly Dictionary<(string Table, string KeyForm), long?> _known = [];
    private bool? _any;
    private bool _isComplete;
    private int _asked;

    /// <summary>The open conflict of a row, or null.</summary>
    public long? Find(string table, string keyForm)
    {
        _any ??= session.Number("SELECT 1 FROM parked_row WHERE sync_set=$1 LIMIT 1", syncSet) is not null;
        if (_any == false) return null;
        if (!_known.TryGetValue((table, keyForm), out var id))
        {
            if (_isComplete) return null;
            if (++_asked is 100 or 1_000 or 10_000 && ReadAll(_asked * RowsPerQuestion)) return _known.GetValueOrDefault((table, keyForm));
            id = session.Number("SELECT conflict_id FROM parked_row WHERE sync_set=$1 AND table_name=$2 AND key_form=$3", syncSet, table, keyForm);
            _known[(table, keyForm)] = id;
        }

        return id;
    }

    public bool HasAny(string table) => session.Number("SELECT 1 FROM parked_row WHERE sync_set=$1 AND table_name=$2 LIMIT 1", syncSet, table) is not null;

    public void Park(string table, string keyForm, long conflict)
    {
        session.Execute("INSERT INTO parked_row (sync_set, table_name, key_form, conflict_id) VALUES ($1, $2, $3, $4)", syncSet, table, keyForm, conflict);
        _known[(table, keyForm)] = conflict;
        _any = true;
    }

    public void Free(string table, string keyForm)
    {
        session.Execute("DELETE FROM parked_row WHERE sync_set=$1 AND table_name=$2 AND key_form=$3", syncSet, table, keyForm);
        _known[(table, keyForm)] = null;
    }

    private bool ReadAll(int atMost)
    {
        var rows = session.Rows(
            "SELECT table_name, key_form, conflict_id FROM parked_row WHERE sync_set=$1 LIMIT $2", r => (r.GetString(0), r.GetString(1), r.GetInt64(2)), syncSet, atMost + 1);
        foreach (var (table, form, id) in rows) _known[(table, form)] = id;
        return _isComplete = rows.Count <= atMost;
    }
}
