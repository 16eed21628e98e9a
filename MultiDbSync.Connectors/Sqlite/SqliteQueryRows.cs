using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using MultiDbSync.Engine.Connectors;
using SQLitePCL;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>A query's rows as text for people, up to the caps.</summary>
internal static class SqliteQueryRows
{
    public static QueryResult Read(sqlite3 database, sqlite3_stmt statement, QueryLimits limits, long began)
    {
        var count = raw.sqlite3_column_count(statement);
        var columns = Enumerable.Range(0, count)
            .Select(i => (raw.sqlite3_column_name(statement, i).utf8_to_string(), raw.sqlite3_column_decltype(statement, i).utf8_to_string() ?? string.Empty))
            .ToList();
        var rows = new List<IReadOnlyList<string?>>();
        var bytes = 0L;
        var truncated = false;
        int code;
        while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
        {
            bytes += SizeOf(statement, count);
            truncated = rows.Count >= limits.Rows || bytes > limits.Bytes;
            if (truncated) break;
            rows.Add([.. Enumerable.Range(0, count).Select(i => Cell(statement, i))]);
        }

        if (!truncated) SqliteException.ThrowExceptionForRC(code, database);
        return new QueryResult(columns, rows, truncated, Stopwatch.GetElapsedTime(began));
    }

    // Before any text is made: a blob takes two characters a byte, numbers a few.
    private static long SizeOf(sqlite3_stmt statement, int count)
    {
        var bytes = 0L;
        for (var i = 0; i < count; i++)
            bytes += raw.sqlite3_column_type(statement, i) switch
            {
                raw.SQLITE_TEXT => raw.sqlite3_column_bytes(statement, i),
                raw.SQLITE_BLOB => 2 + (2L * raw.sqlite3_column_bytes(statement, i)),
                _ => 8,
            };
        return bytes;
    }

    private static string? Cell(sqlite3_stmt statement, int column) => raw.sqlite3_column_type(statement, column) switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, column).ToString(CultureInfo.InvariantCulture),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, column).ToString("R", CultureInfo.InvariantCulture),
        raw.SQLITE_BLOB => "0x" + Convert.ToHexString(raw.sqlite3_column_blob(statement, column)),
        raw.SQLITE_TEXT => Text(statement, column),
        _ => null,
    };

    // The conversion first (a UTF-16 database), then the bytes: text may contain NUL.
    private static string Text(sqlite3_stmt statement, int column)
    {
        raw.sqlite3_column_text(statement, column);
        return Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement, column));
    }
}
