using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Finds the rows of an attempt that foreign keys would not allow: children first, since a parent may go once they are taken back.</summary>
internal sealed class SqliteForeignKeyCheck(SqliteForeignKeys keys)
{
    public void Run(IReadOnlyDictionary<SqliteRowId, SqliteRowState> rows, Dictionary<SqliteRowId, SqliteRefusal> refused)
    {
        foreach (var (id, row) in rows)
            if (row is { Written: true, Current: { } now } && keys.LacksParent(id.Table, now)) refused[id] = new SqliteRefusal(DeferReason.ForeignKey);
        if (refused.Count > 0) return;

        foreach (var (id, row) in rows)
            if (row is { Written: true, Original: { } before } && keys.LeavesChildren(id.Table, before, row.Current)) refused[id] = new SqliteRefusal(DeferReason.ForeignKey);
    }
}
