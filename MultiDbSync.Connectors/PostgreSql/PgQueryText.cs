namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>
/// A look at a person's SQL for functions that act outside the transaction, which a read-only one therefore lets pass where the sign-in has the right: on the
/// server's files and processes, and through other connections. Also for those that run a text as SQL or read a table named by a text, which could hide the
/// others, and for the catalogs that hold passwords. It is no more than a second wall: the first is a sign-in without these rights.
/// </summary>
internal static class PgQueryText
{
    private static readonly string[] Refused =
    [
        "pg_read_file", "pg_read_binary_file", "pg_read_server_files", "pg_stat_file", "pg_ls_", "pg_file_", "pg_current_logfile", "lo_import", "lo_export",
        "pg_terminate_backend", "pg_cancel_backend", "pg_reload_conf", "pg_rotate_logfile", "pg_switch_wal", "pg_promote", "pg_wal_replay_", "pg_backup_start", "pg_start_backup",
        "pg_logical_", "pg_create_", "pg_drop_replication_slot", "pg_replication_", "pg_copy_", "pg_stat_reset", "pg_log_backend_memory_contexts",
        "dblink", "postgres_fdw_", "query_to_xml", "cursor_to_xml", "table_to_xml", "schema_to_xml", "database_to_xml",
        "ts_stat", "ts_rewrite", "crosstab", "connectby",
        "pg_authid", "pg_shadow", "pg_subscription", "pg_user_mapping", "user_mapping_options", "pg_hba_file_rules", "pg_ident_file_mappings",
    ];

    /// <summary>Why the text can't be run, or null.</summary>
    public static string? Refuse(string sql)
    {
        if (sql.Contains("U&\"", StringComparison.OrdinalIgnoreCase)) return "Names are written as they are here, not by U&\"…\".";
        var found = Refused.FirstOrDefault(name => sql.Contains(name, StringComparison.OrdinalIgnoreCase));
        return found is null ? null : $"A query can't reach beyond the tables: {found} is refused wherever it stands, also inside a text.";
    }
}
