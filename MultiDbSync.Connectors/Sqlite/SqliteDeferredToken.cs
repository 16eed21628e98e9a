using MultiDbSync.Connectors.Relational;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>The token in <c>mds_state</c> that tells whether a set's deferred rows are still those that were read (<see cref="DeferredLists"/>).</summary>
internal static class SqliteDeferredToken
{
    /// <summary>False in a file that was installed before there were tokens.</summary>
    public static bool Exists(SqliteDatabase database) =>
        database.ReadInteger($"SELECT 1 FROM pragma_table_info('mds_state') WHERE name = '{DeferredLists.Column}'") is not null;

    public static void AddColumn(SqliteDatabase database)
    {
        if (!Exists(database)) database.Execute($"ALTER TABLE mds_state ADD COLUMN {DeferredLists.Column} TEXT");
    }

    /// <summary>To be called in the transaction that changes the set's deferred rows.</summary>
    public static void Renew(SqliteDatabase database, string syncSet)
    {
        if (Exists(database)) database.Prepare($"UPDATE mds_state SET {DeferredLists.Column} = ?2 WHERE sync_set = ?1").Bind(1, syncSet).Bind(2, DeferredLists.NewToken()).Execute();
    }
}
