namespace MultiDbSync.Engine.HubLog;

/// <summary>Rows of one sync set that wait for a person. Asked row by row: there may be many, and they must not slow the others. Used inside a transaction.</summary>
internal sealed class ParkedRows(HubSession session, string syncSet)
{
    private readonly Dictionary<(string Table, string KeyForm), long?> _known = [];
    private bool? _any;
    private bool _isComplete;

    /// <summary>The open conflict of a row, or null.</summary>
    public long? Find(string table, string keyForm)
    {
        _any ??= session.Number("SELECT 1 FROM parked_row WHERE sync_set=$1 LIMIT 1", syncSet) is not null;
        if (_any == false) return null;
        if (!_known.TryGetValue((table, keyForm), out var id))
        {
            if (_isComplete) return null;
            id = session.Number("SELECT conflict_id FROM parked_row WHERE sync_set=$1 AND table_name=$2 AND key_form=$3", syncSet, table, keyForm);
            _known.Add((table, keyForm), id);
        }

        return id;
    }

    /// <summary>For whoever is about to ask for many: one read instead of one a row.</summary>
    public void ReadAll()
    {
        foreach (var (table, form, id) in session.Rows("SELECT table_name, key_form, conflict_id FROM parked_row WHERE sync_set=$1", r => (r.GetString(0), r.GetString(1), r.GetInt64(2)), syncSet))
            _known[(table, form)] = id;
        _isComplete = true;
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
}
