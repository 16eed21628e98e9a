namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>What logical capture keeps on a node beside the tables that both ways of capture share.</summary>
internal static class LogicalTables
{
    /// <summary>Publications of the applications' tables and of our markers.</summary>
    public const string Changes = "mds_changes", Markers = "mds_markers";

    public const string Published = $"{PgLogTables.Schema}.mds_published";

    /// <summary>How each table's values are to be read, and the replica identity that it had before us.</summary>
    public const string Create = $"""
        CREATE TABLE IF NOT EXISTS {Published}(table_id text PRIMARY KEY, sync_set text NOT NULL, relation oid NOT NULL, definition text NOT NULL, identity "char" NOT NULL, identity_index text)
        """;

    /// <summary>Slots are the server's, not the database's: the name tells both.</summary>
    public const string SlotName = "'mds_' || (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())";
}
