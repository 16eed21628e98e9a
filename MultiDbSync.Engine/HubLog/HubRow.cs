using SQLitePCL;

namespace MultiDbSync.Engine.HubLog;

/// <summary>The row that a statement of a <see cref="HubSession"/> stands on.</summary>
internal sealed class HubRow(sqlite3_stmt statement)
{
    public string GetString(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public long GetInt64(int column) => raw.sqlite3_column_int64(statement, column);

    public int GetInt32(int column) => checked((int)GetInt64(column));

    public bool IsDBNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    /// <summary>The value as SQLite holds it; null for NULL.</summary>
    public object? GetValue(int column) => raw.sqlite3_column_type(statement, column) switch
    {
        raw.SQLITE_NULL => null,
        raw.SQLITE_INTEGER => GetInt64(column),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, column),
        _ => GetString(column),
    };
}
