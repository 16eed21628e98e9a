using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Reads triggers.</summary>
internal static class MySqlTriggerCatalog
{
    private const string Read = """
        SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE, EVENT_MANIPULATION, ACTION_TIMING, COALESCE(ACTION_STATEMENT, '') FROM information_schema.TRIGGERS
        WHERE TRIGGER_SCHEMA = DATABASE() ORDER BY EVENT_OBJECT_TABLE, ACTION_ORDER
        """;

    /// <summary>All triggers of the database, of each table in the order in which they fire. The text is empty for an account without the right TRIGGER.</summary>
    public static Task<List<(MySqlTrigger Trigger, bool IsAfter)>> ReadAsync(MySqlConnection connection, CancellationToken cancellationToken) => connection.ListAsync(
        Read, r => (new MySqlTrigger(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(4)), r.GetString(3) == "AFTER"), cancellationToken);

    public static bool IsOurs(MySqlTrigger trigger) => trigger.Name.StartsWith(MySqlLogTables.Prefix, StringComparison.OrdinalIgnoreCase);
}
