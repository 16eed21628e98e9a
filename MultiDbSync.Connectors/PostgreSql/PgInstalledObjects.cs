using System.Data.Common;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>What of ours is in a database.</summary>
internal sealed class PgInstalledObjects(DbConnection connection)
{
    public async Task<bool> AreTablesThereAsync(CancellationToken cancellationToken)
    {
        var there = false;
        await SendAsync(new(PgLogTables.IsInstalled, [], null, r => there = r.GetBoolean(0)), cancellationToken);
        return there;
    }

    /// <summary>Bodies of our functions by name.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FunctionsAsync(CancellationToken cancellationToken)
    {
        var functions = new Dictionary<string, string>(StringComparer.Ordinal);
        var sql = $"SELECT p.proname, p.prosrc FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = '{PgLogTables.Schema}'";
        await SendAsync(new(sql, [], null, r => functions[r.GetString(0)] = r.GetString(1)), cancellationToken);
        return functions;
    }

    /// <summary>Our triggers on a table and its partitions, and whether they fire.</summary>
    public async Task<IReadOnlyDictionary<(string Table, string Name), bool>> TriggersAsync(string table, CancellationToken cancellationToken)
    {
        var triggers = new Dictionary<(string, string), bool>();
        const string sql = $"""
            SELECT n.nspname, c.relname, c.oid = to_regclass($1), t.tgname, t.tgenabled IN ('O', 'A') FROM pg_catalog.pg_trigger t
            JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid JOIN pg_catalog.pg_namespace pn ON pn.oid = p.pronamespace
            WHERE NOT t.tgisinternal AND pn.nspname = '{PgLogTables.Schema}'
              AND (c.oid = to_regclass($1) OR c.oid IN (SELECT relid FROM pg_partition_tree(to_regclass($1))))
            """;
        var own = PgIdentifier.Table(table);
        await SendAsync(
            new(sql, [PgParameters.Text(own)], null, r => triggers[(r.GetBoolean(2) ? own : $"{PgIdentifier.Quote(r.GetString(0))}.{PgIdentifier.Quote(r.GetString(1))}", r.GetString(3))] = r.GetBoolean(4)),
            cancellationToken);
        return triggers;
    }

    /// <summary>The tables that hold a table's rows: itself, or its partitions.</summary>
    public async Task<IReadOnlyList<string>> PartitionsAsync(string table, CancellationToken cancellationToken)
    {
        var partitions = new List<string>();
        const string sql = """
            SELECT n.nspname, c.relname FROM pg_partition_tree(to_regclass($1)) p JOIN pg_catalog.pg_class c ON c.oid = p.relid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE p.isleaf AND c.relkind = 'r' AND c.oid <> to_regclass($1)
            """;
        var own = PgIdentifier.Table(table);
        var isPartitioned = false;
        await SendAsync(new("SELECT relkind = 'p' FROM pg_catalog.pg_class WHERE oid = to_regclass($1)", [PgParameters.Text(own)], null, r => isPartitioned = r.GetBoolean(0)), cancellationToken);
        if (!isPartitioned) return [own];
        await SendAsync(new(sql, [PgParameters.Text(own)], null, r => partitions.Add($"{PgIdentifier.Quote(r.GetString(0))}.{PgIdentifier.Quote(r.GetString(1))}")), cancellationToken);
        return partitions;
    }

    /// <summary>A key column whose collation takes different bytes for one value, or null.</summary>
    public async Task<string?> LooseKeyAsync(TableSchema table, CancellationToken cancellationToken)
    {
        string? loose = null;
        await SendAsync(new(PgTableFacts.LooseKeysSql, [PgParameters.TextOrNull(TableName.Parse(table.Name).Namespace), PgParameters.Text(TableName.Parse(table.Name).Name), PgParameters.Texts([.. table.Key])], null, r => loose ??= r.GetString(0)), cancellationToken);
        return loose;
    }

    /// <summary>The number of a table's shape, or null.</summary>
    /// <param name="add">Give it one when it has none.</param>
    public async Task<int?> ShapeAsync(string definition, bool add, CancellationToken cancellationToken)
    {
        int? shape = null;
        await SendAsync(new($"SELECT max(shape) FROM {PgLogTables.Shape} WHERE definition = $1 HAVING count(*) > 0", [PgParameters.Text(definition)], null, r => shape = r.GetInt32(0)), cancellationToken);
        if (shape is null && add)
            await SendAsync(new($"INSERT INTO {PgLogTables.Shape}(definition) VALUES ($1) RETURNING shape", [PgParameters.Text(definition)], null, r => shape = r.GetInt32(0)), cancellationToken);
        return shape;
    }

    private Task<int> SendAsync(RelationalCommand command, CancellationToken cancellationToken) => RelationalRoundTrip.SendAsync(connection, [command], cancellationToken);
}
