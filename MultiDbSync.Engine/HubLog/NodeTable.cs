using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Storage;

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
        ForgetAllBut(syncSet, state.Captured, read.Entries.Where(e => e.SyncSet == syncSet).Select(e => e.Id).ToHashSet());
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

    /// <summary>The position at which the node left a row alone, or null.</summary>
    public long? DeferredAt(string syncSet, string table, string keyForm) =>
        session.Number("SELECT position FROM node_deferred WHERE node=$1 AND sync_set=$2 AND table_name=$3 AND key_form=$4", node, syncSet, table, keyForm);

    /// <summary>The node left some row of the set alone.</summary>
    public bool HasDeferred(string syncSet) => session.Number("SELECT 1 FROM node_deferred WHERE node=$1 AND sync_set=$2 LIMIT 1", node, syncSet) is not null;

    /// <summary>False when the hub has the change already.</summary>
    public bool Take(string syncSet, string id, long generation)
    {
        if (session.Execute("INSERT OR IGNORE INTO captured_change (node, sync_set, id, generation) VALUES ($1, $2, $3, $4)", node, syncSet, id, generation) > 0) return true;
        session.Execute("UPDATE captured_change SET generation=$4 WHERE node=$1 AND sync_set=$2 AND id=$3", node, syncSet, id, generation);
        return false;
    }

    /// <summary>Changes that the hub has, of a generation: they stay in the node's log until the next one begins.</summary>
    public List<string> Taken(string syncSet, long generation) =>
        session.Rows("SELECT id FROM captured_change WHERE node=$1 AND sync_set=$2 AND generation=$3", r => r.GetString(0), node, syncSet, generation);

    /// <summary>Whether the hub has changes that a node of this generation has not deleted yet.</summary>
    public bool HasTaken(string syncSet, long generation) =>
        session.Number("SELECT 1 FROM captured_change WHERE node=$1 AND sync_set=$2 AND generation>=$3 LIMIT 1", node, syncSet, generation) is not null;

    /// <summary>Forgets changes that a complete read of a later generation no longer saw: they are deleted at the node for good.</summary>
    public void Forget(string syncSet, long generation) =>
        session.Execute("DELETE FROM captured_change WHERE node=$1 AND sync_set=$2 AND generation<$3", node, syncSet, generation);

    // What a node that went back still holds keeps its mark; the rest is not there to be deleted any more.
    private void ForgetAllBut(string syncSet, long generation, HashSet<string> there)
    {
        foreach (var id in session.Rows("SELECT id FROM captured_change WHERE node=$1 AND sync_set=$2", r => r.GetString(0), node, syncSet))
        {
            if (there.Contains(id)) Take(syncSet, id, generation);
            else session.Execute("DELETE FROM captured_change WHERE node=$1 AND sync_set=$2 AND id=$3", node, syncSet, id);
        }
    }

    /// <summary>The node's epoch, or null for a node that is not registered.</summary>
    public int? Epoch() => (int?)session.Number("SELECT epoch FROM nodes WHERE name=$1", node);

    public void BeginEpoch(int epoch) => session.Execute("UPDATE nodes SET epoch=$2 WHERE name=$1", node, epoch);

    /// <summary>Changes whenever a commit of the node's entries, a reset or pruning changes what is believed of it.</summary>
    public string Fingerprint() => string.Join('|',
        session.Rows("SELECT sync_set, applied, captured FROM node_position WHERE node=$1 ORDER BY sync_set", r => $"{r.GetString(0)} {r.GetInt64(1)} {r.GetInt64(2)}", node)
            .Append($"{Epoch()} {session.Number("SELECT count(*) FROM captured_change WHERE node=$1", node)} {session.Scalar("SELECT group_concat(value) FROM settings WHERE substr(name, 1, length($1)) = $1", SettingNames.PrunedBelow)}"));
}
