using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using MultiDbSync.Connectors.Relational.Plans;
using MultiDbSync.Engine.Connectors;
using Npgsql;
using NpgsqlTypes;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>
/// Runs a person's SQL. Walls that don't look at the text: the server takes one statement at a time by this protocol, and says before it runs whether it
/// returns rows; the transaction is read-only, time is limited by <c>statement_timeout</c>, and the connection is closed afterwards, so that no setting stays.
/// <see cref="PgQueryText"/> looks for what passes them all.
/// </summary>
internal sealed class PgQueryRunner(PgConnections connections, ISchemaReader schema) : IQueryRunner
{
    private const int LongestSql = 100_000;

    public QueryVocabulary Vocabulary => PgVocabulary.Words;

    public Task<QueryResult> QueryAsync(string sql, QueryLimits limits, CancellationToken cancellationToken) =>
        RunAsync(sql, "", limits, (connection, result) => Task.FromResult(result), cancellationToken);

    public async Task<QueryPlan> ExplainAsync(string sql, QueryLimits limits, CancellationToken cancellationToken)
    {
        PlanDialect.RefuseExplain(PgPlanDialect.Instance.Tokens(sql));
        var tables = await schema.ReadAsync(cancellationToken);
        return await RunAsync(
            sql, PgExplain.Prefix, limits with { Rows = int.MaxValue }, (connection, printed) => PgExplain.AdviseAsync(connection, sql, printed, tables, cancellationToken), cancellationToken);
    }

    private async Task<T> RunAsync<T>(string sql, string prefix, QueryLimits limits, Func<NpgsqlConnection, QueryResult, Task<T>> then, CancellationToken cancellationToken)
    {
        if (sql.Contains('\0', StringComparison.Ordinal)) throw new QueryRefusedException("The query holds a NUL character.");
        if (sql.Length > LongestSql) throw new QueryRefusedException($"The query is longer than {LongestSql} characters.");
        if (PgQueryText.Refuse(sql) is { } reason) throw new QueryRefusedException(reason);
        try
        {
            await using var connection = await connections.OpenAsync(limits.Time + TimeSpan.FromSeconds(10), cancellationToken);
            await ConfineAsync(connection, limits, cancellationToken);
            return await then(connection, await ReadAsync(connection, prefix + sql, limits, cancellationToken));
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new QueryRefusedException(string.Create(CultureInfo.InvariantCulture, $"The query was stopped after {limits.Time.TotalSeconds:0.#} s."), null, e);
        }
        catch (PostgresException e) when (e.SqlState[..2] is not ("08" or "28" or "3D" or "57" or "58" or "XX"))
        {
            throw new QueryRefusedException(Explain(e), e.Position > prefix.Length ? Offset(sql, e.Position - prefix.Length) : null, e);
        }
        catch (Exception e) when (e is DbException or TimeoutException or IOException)
        {
            throw connections.Translate(e)!;
        }
        catch (NotSupportedException e)
        {
            throw new QueryRefusedException("Only statements that read can be run here.", null, e);
        }
    }

    private static async Task ConfineAsync(NpgsqlConnection connection, QueryLimits limits, CancellationToken cancellationToken)
    {
        var milliseconds = ((long)limits.Time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        await using var command = new NpgsqlCommand(
            $"SET default_transaction_read_only = on; SET lock_timeout = '2s'; BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1; SET LOCAL statement_timeout = '{milliseconds}ms'",
            connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<QueryResult> ReadAsync(NpgsqlConnection connection, string sql, QueryLimits limits, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();

        // A positional parameter, never used, makes the driver send the text as it is; the server then refuses a second statement.
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text } }, AllResultTypesAreUnknown = true };

        // Asked before anything runs: a read-only transaction lets COPY … TO PROGRAM pass (https://www.postgresql.org/docs/current/sql-set-transaction.html).
        await using (var shape = await command.ExecuteReaderAsync(CommandBehavior.SchemaOnly, cancellationToken))
            if (shape.FieldCount == 0) throw new QueryRefusedException("Only statements that return rows can be run here.");

        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.Default, cancellationToken);
        var columns = Enumerable.Range(0, reader.FieldCount).Select(i => (reader.GetName(i), reader.GetDataTypeName(i))).ToList();
        var rows = new List<IReadOnlyList<string?>>();
        var bytes = 0L;
        var truncated = false;
        while (await reader.ReadAsync(cancellationToken))
        {
            var cells = new string?[columns.Count];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = reader.IsDBNull(i) ? null : Cell(reader.GetString(i), columns[i].Item2);
                bytes += cells[i]?.Length ?? 0;
            }

            truncated = rows.Count >= limits.Rows || bytes > limits.Bytes;
            if (truncated) break;
            rows.Add(cells);
        }

        if (truncated) command.Cancel();
        return new QueryResult(columns, rows, truncated, Stopwatch.GetElapsedTime(began));
    }

    private static string Cell(string text, string type) => type == "bytea" && text.StartsWith("\\x", StringComparison.Ordinal) ? "0x" + text[2..].ToUpperInvariant() : text;

    private static string Explain(PostgresException error) => error.SqlState switch
    {
        "25006" => "Only statements that read can be run here.",
        "42601" when error.MessageText.Contains("multiple commands", StringComparison.Ordinal) => "Only one statement can be run at a time.",
        PostgresErrorCodes.LockNotAvailable => "A table is locked by another program; try again.",
        _ => error.MessageText,
    };

    // The server counts characters from 1, .NET counts a character beyond the basic plane twice.
    private static int Offset(string sql, int position)
    {
        var at = 0;
        for (var i = 1; i < position && at < sql.Length; i++) at += char.IsHighSurrogate(sql[at]) ? 2 : 1;
        return at;
    }
}
