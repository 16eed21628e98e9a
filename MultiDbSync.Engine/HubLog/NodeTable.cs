using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.HubLog;

/// <summary>What the hub believes of a node, from the markers that it has read. Used inside a transaction of the session.</summary>
internal sealed class NodeTable(HubSession session, string node)
{
    public string Name => node;

    /// <summary>Position and generation as last read, or null for a node that is new to the set.</summary>
    public (long Applied, long Captured)? Find(string syncSet)
    {
        var found = session.First(
            "SELECT applied, captured FROM node_position WHERE node=$1 AND sync_set=$2", r => Tuple.Create(r.GetInt64(0), r.GetInt64(1)), node, syncSet);
        return found is null ? null : (found.Item1, found.Item2);
    }

    /// <summary>
    /// Takes over the node's own account: a new node, or one that went back. Entries before the first marker of the read were made when less had been
    /// received than the state says now.
    /// </summary>
    public void Reset(string syncSet, CaptureRead read, Func<DeferredRow, string> formOf)
    {
        var state = read.States[syncSet];
        var marker = read.Entries.FirstOrDefault(e => e.SyncSet == syncSet && e.Kind == EntryKind.Applied);
        session.Execute(
            "INSERT OR REPLACE INTO node_position (node, sync_set, applied, captured) VALUES ($1, $2, $3, $4)",
            node, syncSet, marker is null ? state.Applied : Math.Min(state.Applied, marker.Position - 1), state.Captured);
        session.Execute("DELETE FROM node_deferred WHERE node=$1 AND sync_set=$2", node, syncSet);
        foreach (var row in state.Deferred) Defer(syncSet, row.Table, formOf(row), row.Position);
    }

    public void SetCaptured(string syncSet, long captured) =>
        session.Execute("UPDATE node_position SET captured=$3 WHERE node=$1 AND sync_set=$2", node, syncSet, captured);

    public void Advance(string syncSet, long position) =>
        session.Execute("UPDATE node_position SET applied=max(applied, $3) WHERE node=$1 AND sync_set=$2", node, syncSet, position);

    public void Defer(string syncSet, string table, string keyForm, long position) =>
        session.Execute(
            "INSERT OR REPLACE INTO node_deferred (node, sync_set, table_name, key_form, position) VALUES ($1, $2, $3, $4, $5)", node, syncSet, table, keyForm, position);

    public void Release(string syncSet, string table, string keyForm) =>
        session.Execute("DELETE FROM node_deferred WHERE node=$1 AND sync_set=$2 AND table_name=$3 AND key_form=$4", node, syncSet, table, keyForm);

    /// <summary>Rows of a set that the node left alone, with the position at which it did.</summary>
    public Dictionary<(string Table, string KeyForm), long> Deferred(string syncSet) =>
        session.Rows(
            "SELECT table_name, key_form, position FROM node_deferred WHERE node=$1 AND sync_set=$2",
            r => ((r.GetString(0), r.GetString(1)), r.GetInt64(2)), node, syncSet).ToDictionary(r => r.Item1, r => r.Item2);

    /// <summary>False when the hub has the entry already.</summary>
    public bool Take(string id, long generation)
    {
        if (session.Execute("INSERT OR IGNORE INTO captured_entry (node, id, generation) VALUES ($1, $2, $3)", node, id, generation) > 0) return true;
        session.Execute("UPDATE captured_entry SET generation=$3 WHERE node=$1 AND id=$2", node, id, generation);
        return false;
    }

    /// <summary>Forgets entries that a complete read of a later generation no longer saw: they are deleted at the node for good.</summary>
    public void Forget(long generation) => session.Execute("DELETE FROM captured_entry WHERE node=$1 AND generation<$2", node, generation);
}
