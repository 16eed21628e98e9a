using System.Diagnostics;
using System.Globalization;
using MultiDbSync.Connectors.Relational.Plans;
using MultiDbSync.Engine.Connectors;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// Runs a person's SQL in a session whose transactions are all READ ONLY. The server takes the text by PREPARE, which accepts exactly one statement
/// (https://dev.mysql.com/doc/refman/8.0/en/prepare.html), and stops it when its time is up; to cancel kills the statement.
/// </summary>
internal sealed class MySqlQueryRunner(MySqlLocation location, ISchemaReader schema) : IQueryRunner
{
    private const int LongestSql = 100_000;

    private const string ExplainPrefix = "EXPLAIN FORMAT=JSON ";

    public QueryVocabulary Vocabulary => MySqlVocabulary.Words;

    public Task<QueryResult> QueryAsync(string sql, QueryLimits limits, CancellationToken cancellationToken) => RunAsync(sql, "", limits, cancellationToken);

    public async Task<QueryPlan> ExplainAsync(string sql, QueryLimits limits, CancellationToken cancellationToken)
    {
        PlanDialect.RefuseExplain(MySqlPlanDialect.Instance.Tokens(sql));
        var tables = await schema.ReadAsync(cancellationToken);
        var printed = await RunAsync(sql, ExplainPrefix, limits, cancellationToken);
        var json = string.Concat(printed.Rows.Select(r => r[0]));
        var reading = MySqlPlan.Read(json, sql, tables);
        return new QueryPlan(reading.Steps, PlanAdvisor.Advise(sql, reading, tables, MySqlPlanDialect.Instance), json, printed.Elapsed);
    }

    private async Task<QueryResult> RunAsync(string sql, string prefix, QueryLimits limits, CancellationToken cancellationToken)
    {
        if (sql.Contains('\0', StringComparison.Ordinal)) throw new QueryRefusedException("The query holds a NUL character.");
        if (sql.Length > LongestSql) throw new QueryRefusedException($"The query is longer than {LongestSql} characters.");
        if (MySqlQueryText.Refuse(sql) is { } reason) throw new QueryRefusedException(reason);

        await using var connection = await location.OpenAsync(cancellationToken);
        var began = Stopwatch.GetTimestamp();
        try
        {
            await PrepareAsync(connection, prefix + sql, limits, cancellationToken);
            await using var command = connection.Command("EXECUTE mds_query");
            command.CommandTimeout = 0;
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            var result = await MySqlQueryRows.ReadAsync(rows, limits, began, cancellationToken);

            // What is left of the result would be read to its end before the connection closes.
            if (result.Truncated) command.Cancel();

            // SLEEP and BENCHMARK answer as if nothing had happened when they are killed.
            cancellationToken.ThrowIfCancellationRequested();
            return result;
        }
        catch (MySqlException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Explain(e, sql, prefix, limits);
        }
    }

    private async Task PrepareAsync(MySqlConnection connection, string sql, QueryLimits limits, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(
            $"{location.ServerOf(connection).LimitStatements(limits.Time)}; SET SESSION TRANSACTION READ ONLY; SET SESSION sql_mode = DEFAULT; SET SESSION time_zone = DEFAULT; START TRANSACTION READ ONLY",
            cancellationToken);
        await connection.ExecuteAsync("SET @mds_sql = @sql", [("@sql", sql)], cancellationToken);
        await connection.ExecuteAsync("PREPARE mds_query FROM @mds_sql", cancellationToken);
    }

    // The person wrote the statement and may read the rows: the server's own words are for him.
    private Exception Explain(MySqlException error, string sql, string prefix, QueryLimits limits)
    {
        if (MySqlErrors.IsTimeOver(error))
            return new QueryRefusedException($"The query was stopped after {limits.Time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s.", null, error);
        if (error.ErrorCode == MySqlErrorCode.CannotExecuteInReadOnlyTransaction) return new QueryRefusedException("Only statements that read can be run here.", null, error);
        var isAboutTheQuery = MySqlErrors.IsMissingRight(error) || MySqlErrors.Classify(error) is ConnectorErrorClass.Schema or ConnectorErrorClass.Constraint;
        return isAboutTheQuery ? new QueryRefusedException(error.Message, MySqlErrorPlace.Find(sql, error.Message, prefix), error) : MySqlErrors.Of(location.Node, error);
    }
}
