using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Reads indexes.</summary>
internal static class MySqlIndexCatalog
{
    /// <summary>The indexes of all tables; of each table the primary key first, then by name.</summary>
    public static async Task<List<MySqlIndex>> ReadAsync(MySqlConnection connection, MySqlServer server, CancellationToken cancellationToken)
    {
        var parts = await connection.ListAsync(
            $"""
            SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, COALESCE(COLUMN_NAME, ''), SUB_PART IS NULL AND {server.IndexExpression} IS NULL AND COLUMN_NAME IS NOT NULL, INDEX_TYPE
            FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX
            """,
            r => (Table: r.GetString(0), Name: r.GetString(1), IsUnique: r.GetInt32(2) == 0, Column: r.GetString(3), IsWhole: r.GetInt32(4) == 1, Type: r.GetString(5)),
            cancellationToken);
        return
        [
            .. parts.GroupBy(p => (p.Table, p.Name))
                .Select(i => new MySqlIndex(i.Key.Table, i.Key.Name, i.First().IsUnique, i.All(p => p.IsWhole), i.First().Type is "BTREE" or "HASH", [.. i.Select(p => p.Column)]))
                .OrderBy(i => i.Name == MySqlIndex.Primary ? 0 : 1).ThenBy(i => i.Name, StringComparer.Ordinal),
        ];
    }
}
