using SQLitePCL;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// What a person's query may do, asked by the engine itself while it compiles the statement (https://www.sqlite.org/c3ref/set_authorizer.html).
/// A list of what is allowed: everything else, also what later versions bring, is denied.
/// </summary>
internal static class SqliteQueryAuthorizer
{
    // Pragmas that only tell, with an argument that names a table or an index.
    private static readonly HashSet<string> Telling = new(StringComparer.OrdinalIgnoreCase)
    {
        "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list", "foreign_key_check",
        "integrity_check", "quick_check", "collation_list", "function_list", "module_list", "pragma_list", "compile_options", "database_list",
    };

    // Pragmas that tell without an argument and set with one.
    private static readonly HashSet<string> TellingAlone = new(StringComparer.OrdinalIgnoreCase)
    {
        "application_id", "user_version", "schema_version", "data_version", "encoding", "page_size", "page_count", "freelist_count", "journal_mode", "foreign_keys",
        "synchronous", "auto_vacuum", "cache_size", "recursive_triggers", "max_page_count", "mmap_size", "busy_timeout", "query_only",
    };

    public static int Decide(object? state, int action, string? first, string? second, string? database, string? trigger) => action switch
    {
        raw.SQLITE_SELECT or raw.SQLITE_READ or raw.SQLITE_RECURSIVE => raw.SQLITE_OK,
        raw.SQLITE_FUNCTION when !string.Equals(second, "load_extension", StringComparison.OrdinalIgnoreCase) => raw.SQLITE_OK,
        raw.SQLITE_PRAGMA when first is not null && (Telling.Contains(first) || (second is null && TellingAlone.Contains(first))) => raw.SQLITE_OK,
        _ => raw.SQLITE_DENY,
    };
}
