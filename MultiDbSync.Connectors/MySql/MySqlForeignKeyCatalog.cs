using MultiDbSync.Engine.Schema;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Reads foreign keys.</summary>
internal static class MySqlForeignKeyCatalog
{
    /// <summary>By child table.</summary>
    public static async Task<ILookup<string, ForeignKey>> ReadAsync(MySqlConnection connection, CancellationToken cancellationToken)
    {
        var actions = (await connection.ListAsync(
            "SELECT TABLE_NAME, CONSTRAINT_NAME, DELETE_RULE, UPDATE_RULE FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE()",
            r => (Key: (r.GetString(0), r.GetString(1)), Delete: Action(r.GetString(2)), Update: Action(r.GetString(3))), cancellationToken)).ToDictionary(a => a.Key);
        var parts = await connection.ListAsync(
            """
            SELECT TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, IF(REFERENCED_TABLE_SCHEMA = DATABASE(), NULL, REFERENCED_TABLE_SCHEMA), REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME
            FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = DATABASE() AND REFERENCED_TABLE_NAME IS NOT NULL
            ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION
            """,
            r => (Table: r.GetString(0), Name: r.GetString(1), Column: r.GetString(2), Parent: new TableName(r.TextOrNull(3), r.GetString(4)), ParentColumn: r.GetString(5)),
            cancellationToken);
        return parts.GroupBy(p => (p.Table, p.Name)).ToLookup(
            key => key.Key.Table,
            key =>
            {
                var (_, delete, update) = actions[key.Key];
                return new ForeignKey(
                    key.Key.Name, [.. key.Select(p => p.Column)], key.First().Parent.ToString(), [.. key.Select(p => p.ParentColumn)],
                    Cascades: delete != ReferentialAction.NoAction || update != ReferentialAction.NoAction)
                { OnDelete = delete, OnUpdate = update };
            },
            StringComparer.Ordinal);
    }

    private static ReferentialAction Action(string rule) => rule switch
    {
        "CASCADE" => ReferentialAction.Cascade,
        "SET NULL" => ReferentialAction.SetNull,
        "SET DEFAULT" => ReferentialAction.SetDefault,
        _ => ReferentialAction.NoAction,
    };
}
