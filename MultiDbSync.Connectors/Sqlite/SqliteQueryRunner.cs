using System.Diagnostics;
using Microsoft.Data.Sqlite;
using MultiDbSync.Connectors.Relational.Plans;
using MultiDbSync.Engine.Connectors;
using SQLitePCL;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// Runs a person's SQL. Three walls, none of which looks at the text: the file is opened read-only, <c>query_only</c> is on, and the engine asks
/// <see cref="SqliteQueryAuthorizer"/> for everything that the statement would do.
/// </summary>
internal sealed class SqliteQueryRunner(SqliteLocation location, ISchemaReader schema) : IQueryRunner
{
    // Virtual machine steps between two looks at the clock: a fraction of a millisecond.
    private const int StepsBetweenLooks = 1000;

    private const int LongestSql = 100_000;

    public QueryVocabulary Vocabulary => SqliteVocabulary.Words;

    public Task<QueryResult> QueryAsync(string sql, QueryLimits limits, CancellationToken cancellationToken) => Task.Run(
        () => Run(sql, "", limits, (connection, statement, began) => SqliteQueryRows.Read(connection.Handle!, statement, limits, began), cancellationToken), cancellationToken);

    public async Task<QueryPlan> ExplainAsync(string sql, QueryLimits limits, CancellationToken cancellationToken)
    {
        PlanDialect.RefuseExplain(SqlitePlanDialect.Instance.Tokens(sql));
        var tables = await schema.ReadAsync(cancellationToken);
        return await Task.Run(
            () => Run(sql, "EXPLAIN QUERY PLAN ", limits, (connection, statement, began) => SqlitePlan.Read(connection, statement, sql, tables, began), cancellationToken), cancellationToken);
    }

    private T Run<T>(string sql, string prefix, QueryLimits limits, Func<SqliteConnection, sqlite3_stmt, long, T> read, CancellationToken cancellationToken)
    {
        if (sql.Contains('\0', StringComparison.Ordinal)) throw new QueryRefusedException("The query holds a NUL character.");
        if (sql.Length > LongestSql) throw new QueryRefusedException($"The query is longer than {LongestSql} characters.");

        using var connection = location.Open(readOnly: true);
        var database = connection.Handle!;
        var began = Stopwatch.GetTimestamp();
        var outOfTime = false;
        bool Stop()
        {
            outOfTime = Stopwatch.GetElapsedTime(began) > limits.Time;
            return outOfTime || cancellationToken.IsCancellationRequested;
        }

        Confine(database, limits);
        raw.sqlite3_progress_handler(database, StepsBetweenLooks, _ => Stop() ? 1 : 0, null);
        try
        {
            using var statement = Prepare(database, prefix + sql, prefix.Length);
            return read(connection, statement, began);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new QueryRefusedException(outOfTime ? $"The query was stopped after {limits.Time.TotalSeconds:0.#} s." : "The query was stopped.", null, e);
        }
        catch (SqliteException e) when (SqliteErrors.Classify(e.SqliteExtendedErrorCode) is ConnectorErrorClass.Permanent && e.SqliteErrorCode != raw.SQLITE_AUTH)
        {
            throw SqliteErrors.Of(location.Node, e);
        }
        catch (SqliteException e)
        {
            throw new QueryRefusedException(Explain(database, e), (OffsetOf(database, prefix + sql) - prefix.Length) ?? SqliteErrorPlace.OfName(sql, e.Message), e);
        }
    }

    private static void Confine(sqlite3 database, QueryLimits limits)
    {
        raw.sqlite3_exec(database, "PRAGMA query_only = 1");
        raw.sqlite3_exec(database, "PRAGMA trusted_schema = 0");
        raw.sqlite3_busy_timeout(database, (int)Math.Min(limits.Time.TotalMilliseconds, 2000));

        // One value can't outgrow what may be returned by much: randomblob(1e9) would fill memory before any cap is looked at.
        raw.sqlite3_limit(database, raw.SQLITE_LIMIT_LENGTH, (int)Math.Clamp(limits.Bytes * 4, 1_000_000, 100_000_000));
        raw.sqlite3_limit(database, raw.SQLITE_LIMIT_ATTACHED, 0);
        raw.sqlite3_set_authorizer(database, (strdelegate_authorizer)SqliteQueryAuthorizer.Decide, null);
    }

    private static sqlite3_stmt Prepare(sqlite3 database, string sql, int prefix)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out var statement, out var tail), database);
        if (statement.IsInvalid) throw new QueryRefusedException("There is no statement in the text.");

        // The engine itself says whether anything but comments and blanks follows.
        if (raw.sqlite3_prepare_v2(database, tail ?? string.Empty, out var second) != raw.SQLITE_OK || !second.IsInvalid)
        {
            second?.Dispose();
            statement.Dispose();
            throw new QueryRefusedException("Only one statement can be run at a time.", tail is null ? null : sql.Length - tail.Length - prefix);
        }

        if (raw.sqlite3_stmt_readonly(statement) != 0 && raw.sqlite3_bind_parameter_count(statement) == 0) return statement;
        statement.Dispose();
        throw new QueryRefusedException("Only statements that read, without parameters, can be run here.");
    }

    private static string Explain(sqlite3 database, SqliteException error) => error.SqliteErrorCode switch
    {
        raw.SQLITE_AUTH => "Only statements that read can be run here.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "The database is locked by another program; try again.",
        raw.SQLITE_TOOBIG => "A value of the query is too large.",
        _ => raw.sqlite3_errmsg(database).utf8_to_string(),
    };

    // The engine counts bytes of UTF-8, people count characters.
    private static int? OffsetOf(sqlite3 database, string sql)
    {
        var bytes = SqliteNative.ErrorOffset(database);
        if (bytes < 0) return null;
        var encoded = System.Text.Encoding.UTF8.GetBytes(sql);
        return System.Text.Encoding.UTF8.GetCharCount(encoded, 0, Math.Min(bytes, encoded.Length));
    }
}
