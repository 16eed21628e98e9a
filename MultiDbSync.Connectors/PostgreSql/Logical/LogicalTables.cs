namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>What logical capture keeps on a node beside the tables that both ways of capture share.</summary>
internal static class LogicalTables
{
    /// <summary>Publications of the applications' tables and of our markers.</summary>
    public const string Changes = "mds_changes", Markers = "mds_markers";

    public const string Published = $"{PgLogTables.Schema}.mds_published";

    /// <summary>
    /// Up to where the hub has everything. The slot knows that too, but only as of its last checkpoint: after a crash of the server it would begin earlier.
    /// </summary>
    public const string Place = $"{PgLogTables.Schema}.mds_place";

    /// <summary>How each table's values are to be read, the replica identity that it had before us, and the place in the log.</summary>
    public static IReadOnlyList<string> Create { get; } =
    [
        $"""
        CREATE TABLE IF NOT EXISTS {Published}(table_id text PRIMARY KEY, sync_set text NOT NULL, relation oid NOT NULL, definition text NOT NULL, identity "char" NOT NULL, identity_index text)
        """,
        $"CREATE TABLE IF NOT EXISTS {Place}(place pg_lsn NOT NULL)",
        $"INSERT INTO {Place} SELECT '0/0' WHERE NOT EXISTS (SELECT 1 FROM {Place})",
    ];

    /// <summary>Slots are the server's, not the database's: the name tells both.</summary>
    public const string SlotName = "'mds_' || (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())";
}
