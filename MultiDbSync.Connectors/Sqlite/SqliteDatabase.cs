using Microsoft.Data.Sqlite;
using MultiDbSync.Engine.Connectors;
using SQLitePCL;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>One open connection with its prepared statements. Not for use by two threads at once.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    // Updates are prepared per set of changed columns: a wide table could ask for any number.
    private const int MostStatements = 512;

    private readonly SqliteConnection _connection;
    private readonly string _node;
    private readonly int _busyMilliseconds;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    public SqliteDatabase(SqliteConnection connection, string node, TimeSpan busyTimeout)
    {
        _connection = connection;
        _node = node;
        _busyMilliseconds = (int)busyTimeout.TotalMilliseconds;
        raw.sqlite3_busy_timeout(Handle, _busyMilliseconds);
        TextTag = ReadText("PRAGMA encoding") switch { "UTF-16le" => 'W', "UTF-16be" => 'V', _ => 'T' };
    }

    public sqlite3 Handle => _connection.Handle!;

    public string Node => _node;

    /// <summary>False for a UTF-16 database.</summary>
    public bool IsUtf8 => TextTag == 'T';

    /// <summary>How <see cref="SqliteImageSql"/> marks this database's text bytes.</summary>
    public char TextTag { get; }

    public bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>The prepared statement of this text.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var known)) return known;
        if (_statements.Count >= MostStatements) Clear();
        if (raw.sqlite3_prepare_v3(Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle) != raw.SQLITE_OK)
        {
            var error = Error();
            handle?.Dispose();
            throw error;
        }

        return _statements[sql] = new SqliteStatement(this, handle);
    }

    /// <summary>Runs statements that are not worth keeping.</summary>
    public void Execute(string sql)
    {
        if (raw.sqlite3_exec(Handle, sql) != raw.SQLITE_OK) throw Error();
    }

    /// <summary>The first column of the first row, or null.</summary>
    public string? ReadText(string sql)
    {
        var statement = Prepare(sql);
        if (!statement.Step()) return null;
        var text = statement.TextOrNull(0);
        statement.Reset();
        return text;
    }

    /// <summary>The first column of the first row, or null.</summary>
    public long? ReadInteger(string sql)
    {
        var statement = Prepare(sql);
        if (!statement.Step()) return null;
        long? value = statement.IsNull(0) ? null : statement.Integer(0);
        statement.Reset();
        return value;
    }

    /// <summary>Tries once to become the one writer; false when another program is.</summary>
    public bool TryBeginImmediate()
    {
        // Waiting is done by the caller, without holding a thread.
        raw.sqlite3_busy_timeout(Handle, 0);
        try
        {
            var code = raw.sqlite3_exec(Handle, "BEGIN IMMEDIATE");
            if (code == raw.SQLITE_OK) return true;
            if ((code & 0xFF) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED) return false;
            throw Error();
        }
        finally
        {
            raw.sqlite3_busy_timeout(Handle, _busyMilliseconds);
        }
    }

    /// <summary>Ends whatever transaction is open, without effect.</summary>
    public void Rollback()
    {
        if (InTransaction) raw.sqlite3_exec(Handle, "ROLLBACK");
    }

    public ConnectorException Error() => SqliteErrors.Of(_node, raw.sqlite3_extended_errcode(Handle), raw.sqlite3_errmsg(Handle).utf8_to_string());

    public void Dispose()
    {
        Clear();
        _connection.Dispose();
    }

    private void Clear()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _statements.Clear();
    }
}
