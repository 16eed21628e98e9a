using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Reads <c>mds_state</c> and <c>mds_deferred</c>, within whatever transaction is open; one for each part that reads, since it keeps what it has read.</summary>
internal sealed class SqliteStateReader
{
    private readonly DeferredLists _lists = new();

    /// <summary>All sync sets of the node.</summary>
    public Dictionary<string, NodeState> ReadAll(SqliteDatabase database)
    {
        var states = new Dictionary<string, NodeState>(StringComparer.Ordinal);
        var sets = database.Prepare($"SELECT sync_set, hub, incarnation, applied, captured, {(SqliteDeferredToken.Exists(database) ? DeferredLists.Column : "NULL")} FROM mds_state");
        while (sets.Step())
        {
            var (syncSet, token) = (sets.Text(0), sets.TextOrNull(5));
            var deferred = _lists.Use(syncSet, token) ?? _lists.Keep(syncSet, token, Deferred(database, syncSet));
            states.Add(syncSet, new NodeState(sets.Text(1), sets.Integer(2), sets.Integer(3), sets.Integer(4), deferred));
        }

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

    private static List<DeferredRow> Deferred(SqliteDatabase database, string syncSet)
    {
        var deferred = new List<DeferredRow>();
        var rows = database.Prepare("SELECT table_id, \"key\", position, reason FROM mds_deferred WHERE sync_set = ?1 ORDER BY position").Bind(1, syncSet);
        while (rows.Step()) deferred.Add(new DeferredRow(rows.Text(0), RowKey.Parse(rows.Text(1)), rows.Integer(2), Enum.Parse<DeferReason>(rows.Text(3))));
        return deferred;
    }
}
