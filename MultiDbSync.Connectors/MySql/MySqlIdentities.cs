using MultiDbSync.Engine.Schema;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// What a table is to the server: TRUNCATE makes it another one without firing a trigger. So does a rebuild by ALTER or OPTIMIZE, which can't be told from
/// it. MySQL: the table's time of creation. MariaDB keeps that over TRUNCATE, but gives the table another number, which only users with PROCESS see.
/// </summary>
internal static class MySqlIdentities
{
    private const string Created = "SELECT TABLE_NAME, DATE_FORMAT(CREATE_TIME, '%Y-%m-%d %H:%i:%s') FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND CREATE_TIME IS NOT NULL";

    // File names of tables: the server's own spelling of names (https://dev.mysql.com/doc/refman/8.0/en/identifier-mapping.html), partitions one by one.
    private const string Numbers = """
        SELECT t.TABLE_NAME, GROUP_CONCAT(n.TABLE_ID ORDER BY n.TABLE_ID) FROM
          (SELECT TABLE_NAME, CONCAT(CAST(CONVERT(DATABASE() USING filename) AS BINARY), '/', CAST(CONVERT(TABLE_NAME USING filename) AS BINARY)) AS file
           FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE') t
        JOIN (SELECT TABLE_ID, CAST(SUBSTRING_INDEX(NAME, '#P#', 1) AS BINARY) AS file FROM information_schema.INNODB_SYS_TABLES) n ON n.file = t.file
        GROUP BY t.TABLE_NAME
        """;

    /// <summary>By table; a table that is not in it can't be told.</summary>
    public static async Task<Dictionary<string, string>> ReadAsync(MySqlConnection connection, MySqlServer server, CancellationToken cancellationToken)
    {
        if (!server.IsMariaDb)
        {
            await connection.ExecuteAsync("SET SESSION information_schema_stats_expiry = 0", cancellationToken);
            return await QueryAsync(connection, Created, cancellationToken);
        }

        try
        {
            await connection.ExecuteAsync("SET SESSION group_concat_max_len = 65536", cancellationToken);
            return await QueryAsync(connection, Numbers, cancellationToken);
        }
        catch (MySqlException e) when (e.Number == MySqlErrors.RightMissing)
        {
            // The connection test says so.
            return [];
        }
    }

    private static async Task<Dictionary<string, string>> QueryAsync(MySqlConnection connection, string sql, CancellationToken cancellationToken) =>
        (await connection.ListAsync(sql, r => (Table: new TableName(null, r.GetString(0)).ToString(), Identity: r.GetString(1)), cancellationToken))
            .ToDictionary(i => i.Table, i => i.Identity, StringComparer.Ordinal);
}
