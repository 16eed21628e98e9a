using MultiDbSync.Engine.Schema;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Reads the schema of the connection's database from <c>information_schema</c>: base tables alone, none of ours.</summary>
internal static class MySqlCatalog
{
    private const string Tables = """
        SELECT TABLE_NAME, COALESCE(ENGINE, '') FROM information_schema.TABLES
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE' AND TABLE_NAME NOT LIKE 'mds\_%'
        """;

    /// <summary>All tables, in name order.</summary>
    public static async Task<IReadOnlyList<MySqlTableShape>> ReadAsync(MySqlConnection connection, MySqlServer server, CancellationToken cancellationToken)
    {
        var tables = await connection.ListAsync(Tables, r => (Name: r.GetString(0), Engine: r.GetString(1)), cancellationToken);
        var columns = (await MySqlColumnCatalog.ReadAsync(connection, server, cancellationToken)).ToLookup(c => c.Table, c => (c.Column, c.Collation), StringComparer.Ordinal);
        var indexes = (await MySqlIndexCatalog.ReadAsync(connection, server, cancellationToken)).ToLookup(i => i.Table, StringComparer.Ordinal);
        var foreignKeys = await MySqlForeignKeyCatalog.ReadAsync(connection, cancellationToken);
        return [.. tables.OrderBy(t => t.Name, StringComparer.Ordinal).Select(t =>
            Shape(t.Name, t.Engine, [.. columns[t.Name]], [.. indexes[t.Name]], [.. foreignKeys[t.Name]]))];
    }

    private static MySqlTableShape Shape(
        string name, string engine, List<(ColumnSchema Column, string? Collation)> all, List<MySqlIndex> indexes, List<ForeignKey> foreignKeys)
    {
        var columns = all.ConvertAll(c => c.Column);
        // An index over a prefix or an expression says nothing about two rows' whole columns.
        var uniques = indexes.FindAll(i => i is { IsUnique: true, IsWhole: true });
        var key = uniques.Find(i => i.Name == MySqlIndex.Primary && Identifies(columns, i)) ?? uniques.Find(i => Identifies(columns, i));
        var others = uniques.Where(i => i != key).Select(i => new UniqueKey(i.Name, i.Columns));
        var plain = indexes.Where(i => i is { IsUnique: false, IsWhole: true, IsTree: true }).Select(i => new IndexSchema(i.Name, i.Columns));
        var schema = new TableSchema(new TableName(null, name).ToString(), columns, key?.Columns ?? [], [.. others], foreignKeys) { Indexes = [.. plain] };
        var foreign = all.Find(c => c.Collation is { } collation && MySqlCollation.EqualityOf(collation) is null && uniques.Exists(u => u.Columns.Contains(c.Column.Name)));
        return new MySqlTableShape(schema, engine, [.. uniques.Select(u => u.Columns)], foreign.Column is null ? null : (foreign.Column.Name, foreign.Collation!));
    }

    private static bool Identifies(List<ColumnSchema> columns, MySqlIndex index) =>
        index.Columns.All(c => columns.Exists(x => x.Name == c && !x.IsNullable && !x.IsGenerated));
}
