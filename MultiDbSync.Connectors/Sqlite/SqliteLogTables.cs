namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Our tables on a node, and how their rows are spelt.</summary>
internal static class SqliteLogTables
{
    /// <summary>What <c>kind</c> says of an entry.</summary>
    public const string Change = "change", Probe = "probe", Applied = "applied", Deferred = "deferred", Released = "released";

    /// <summary>The node's clock in unix milliseconds, in core functions.</summary>
    public const string Now = "CAST((julianday('now')-2440587.5)*86400000.0+0.5 AS INTEGER)";

    /// <summary>AUTOINCREMENT: a number is never given twice, also when the log is empty.</summary>
    public const string Create = """
        CREATE TABLE IF NOT EXISTS mds_change(seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, kind TEXT NOT NULL, sync_set TEXT NOT NULL,
          table_id TEXT, op TEXT, "key" TEXT, "before" TEXT, "after" TEXT, position INTEGER, tx TEXT, at INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS mds_state(sync_set TEXT NOT NULL PRIMARY KEY, hub TEXT NOT NULL, incarnation INTEGER NOT NULL,
          applied INTEGER NOT NULL, captured INTEGER NOT NULL, applying INTEGER NOT NULL, deferred_token TEXT) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS mds_deferred(sync_set TEXT NOT NULL, table_id TEXT NOT NULL, form TEXT NOT NULL, "key" TEXT NOT NULL,
          position INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY(sync_set, table_id, form)) WITHOUT ROWID;
        """;

    public const string Drop = "DROP TABLE IF EXISTS mds_change; DROP TABLE IF EXISTS mds_state; DROP TABLE IF EXISTS mds_deferred;";

    /// <summary>Number of our tables that are there.</summary>
    public const string Count = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('mds_change', 'mds_state', 'mds_deferred')";
}
