namespace MultiDbSync.Connectors.MySql;

/// <summary>Our tables on a node, and how their rows are spelt.</summary>
internal static class MySqlLogTables
{
    /// <summary>What <c>kind</c> says of an entry. A part is a large value of the change with the same id.</summary>
    public const string Change = "change", Part = "part", Applied = "applied", Deferred = "deferred", Released = "released";

    /// <summary>Begins the name of everything of ours.</summary>
    public const string Prefix = "mds_";

    /// <summary>The node's clock in unix milliseconds, whatever the session's time zone is.</summary>
    public const string Now = "TIMESTAMPDIFF(MICROSECOND,'1970-01-01 00:00:00',UTC_TIMESTAMP(6)) DIV 1000";

    /// <summary>
    /// In this order. InnoDB, since nothing else takes part in the application's transaction. The number is never given twice: both makes keep the counter
    /// over a restart (MySQL 8.0 and MariaDB 10.2.4 on), also when the log is empty. A deferred row's form is too long for a key: it is there once because each
    /// of our transactions holds its set's <c>mds_state</c>. <c>mds_table</c> tells how a table stood when capture began, so that
    /// TRUNCATE is noticed.
    /// </summary>
    public static readonly string[] Create =
    [
        """
        CREATE TABLE IF NOT EXISTS mds_change(seq BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
          kind VARCHAR(10) NOT NULL, sync_set VARCHAR(200) NOT NULL, table_id VARCHAR(200) NULL, op VARCHAR(10) NULL, `key` LONGBLOB NULL,
          `before` LONGBLOB NULL, `after` LONGBLOB NULL, position BIGINT NULL, tx VARCHAR(40) NULL, at BIGINT NOT NULL)
          ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
        """,
        """
        CREATE TABLE IF NOT EXISTS mds_state(sync_set VARCHAR(200) NOT NULL PRIMARY KEY, hub VARCHAR(200) NOT NULL, incarnation BIGINT NOT NULL,
          applied BIGINT NOT NULL, captured BIGINT NOT NULL, deferred_token VARCHAR(40) NULL)
          ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
        """,
        """
        CREATE TABLE IF NOT EXISTS mds_deferred(id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, sync_set VARCHAR(200) NOT NULL, table_id VARCHAR(200) NOT NULL,
          form LONGTEXT NOT NULL, `key` LONGTEXT NOT NULL, position BIGINT NOT NULL, reason VARCHAR(40) NOT NULL, KEY(sync_set))
          ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
        """,
        """
        CREATE TABLE IF NOT EXISTS mds_table(table_id VARCHAR(200) NOT NULL PRIMARY KEY, identity VARCHAR(200) NOT NULL)
          ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
        """,
    ];

    public const string FindDeferredToken =
        "SELECT 1 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'mds_state' AND COLUMN_NAME = 'deferred_token'";

    public const string AddDeferredToken = "ALTER TABLE mds_state ADD COLUMN deferred_token VARCHAR(40) NULL";

    public const string Drop = "DROP TABLE IF EXISTS mds_change, mds_state, mds_deferred, mds_table";

    /// <summary>Names of our tables that are there.</summary>
    public const string Find = "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN ('mds_change', 'mds_state', 'mds_deferred', 'mds_table')";

    public const int Count = 4;
}
