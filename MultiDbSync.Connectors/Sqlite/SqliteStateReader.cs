using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Reads <c>mds_state</c> and <c>mds_deferred</c>, within whatever transaction is open.</summary>
internal static class SqliteStateReader
{
    /// <summary>All sync sets of the node.</summary>
    public static Dictionary<string, NodeState> ReadAll(SqliteDatabase database)
    {
        var deferred = new Dictionary<string, List<DeferredRow>>(StringComparer.Ordinal);
        var rows = database.Prepare("SELECT sync_set, table_id, \"key\", position, reason FROM mds_deferred ORDER BY position");
        while (rows.Step())
        {
            if (!deferred.TryGetValue(rows.Text(0), out var list)) deferred.Add(rows.Text(0), list = []);
            list.Add(new DeferredRow(rows.Text(1), RowKey.Parse(rows.Text(2)), rows.Integer(3), Enum.Parse<DeferReason>(rows.Text(4))));
        }

        var states = new Dictionary<string, NodeState>(StringComparer.Ordinal);
        var sets = database.Prepare("SELECT sync_set, hub, incarnation, applied, captured FROM mds_state");
        while (sets.Step())
            states.Add(sets.Text(0), new NodeState(sets.Text(1), sets.Integer(2), sets.Integer(3), sets.Integer(4), deferred.GetValueOrDefault(sets.Text(0), [])));
        return states;
    }

    /// <summary>One sync set without its deferred rows, or null.</summary>
    public static NodeState? Find(SqliteDatabase database, string syncSet)
    {
        var set = database.Prepare("SELECT hub, incarnation, applied, captured FROM mds_state WHERE sync_set = ?1").Bind(1, syncSet);
        if (!set.Step()) return null;
        var state = new NodeState(set.Text(0), set.Integer(1), set.Integer(2), set.Integer(3), []);
        set.Reset();
        return state;
    }

    /// <summary>True when our tables are there.</summary>
    public static bool IsInstalled(SqliteDatabase database) => database.ReadInteger(SqliteLogTables.Count) == 3;
}
