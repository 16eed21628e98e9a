using System.Data;
using MultiDbSync.Connectors.Relational.Plans;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using Npgsql;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>From a plan as the server prints it to one with advice: asks how big its tables are.</summary>
internal static class PgExplain
{
    /// <summary>Before the person's text. The server takes no ANALYZE behind it, so nothing is run.</summary>
    public const string Prefix = "EXPLAIN (FORMAT JSON, VERBOSE) ";

    // As the planner does: rows a page when they were counted last, times the pages there are now (https://www.postgresql.org/docs/current/row-estimation-examples.html).
    private const string Sizes = """
        SELECT n.nspname, c.relname,
          (CASE WHEN c.reltuples > 0 AND c.relpages > 0 THEN c.reltuples / c.relpages ELSE 80 END * (pg_relation_size(c.oid) / current_setting('block_size')::bigint))::float8
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE (n.nspname, c.relname) IN (SELECT * FROM unnest($1::text[], $2::text[]))
        """;

    public static async Task<QueryPlan> AdviseAsync(NpgsqlConnection connection, string sql, QueryResult printed, IReadOnlyList<TableSchema> tables, CancellationToken cancellationToken)
    {
        var json = string.Concat(printed.Rows.Select(r => r[0]));
        var sizes = await SizesAsync(connection, PgPlan.TablesOf(json), cancellationToken);
        await using var command = new NpgsqlCommand("SELECT pg_size_bytes(current_setting('work_mem')), current_schema()", connection);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleRow, cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var reading = PgPlan.Read(json, (schema, name) => sizes.TryGetValue((schema, name), out var size) ? size : null, reader.GetInt64(0), reader.IsDBNull(1) ? "" : reader.GetString(1));
        return new QueryPlan(reading.Steps, PlanAdvisor.Advise(sql, reading, tables, PgPlanDialect.Instance), json, printed.Elapsed);
    }

    private static async Task<Dictionary<(string Schema, string Name), double>> SizesAsync(
        NpgsqlConnection connection, IReadOnlyList<(string Schema, string Name)> tables, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sizes, connection);
        command.Parameters.AddWithValue(tables.Select(t => t.Schema).ToArray());
        command.Parameters.AddWithValue(tables.Select(t => t.Name).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var sizes = new Dictionary<(string, string), double>();
        while (await reader.ReadAsync(cancellationToken)) sizes[(reader.GetString(0), reader.GetString(1))] = reader.GetDouble(2);
        return sizes;
    }
}
