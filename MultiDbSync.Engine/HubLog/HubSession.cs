using System.Globalization;
using Microsoft.Data.Sqlite;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.HubLog;

/// <summary>A connection to the hub store with its prepared statements. Used by one loop at a time.</summary>
internal sealed class HubSession : IAsyncDisposable
{
    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);
    private readonly SqliteConnection _connection;

    private HubSession(SqliteConnection connection) => _connection = connection;

    public static async Task<HubSession> OpenAsync(HubStore store, CancellationToken cancellationToken) =>
        new(await store.OpenAsync(cancellationToken));

    /// <summary>A session on a connection that is open already; it is closed with the session.</summary>
    public static HubSession Over(SqliteConnection connection) => new(connection);

    /// <summary>Runs <paramref name="work"/> in one write transaction: the lock under which check and append of a set happen.</summary>
    public T Write<T>(Func<T> work) => Within("BEGIN IMMEDIATE", work);

    /// <summary>Runs <paramref name="work"/> on one snapshot.</summary>
    public T Read<T>(Func<T> work) => Within("BEGIN", work);

    public int Execute(string sql, params ReadOnlySpan<object?> arguments) => Prepare(sql, arguments).ExecuteNonQuery();

    /// <summary>The number that the last insert gave out.</summary>
    public long LastId => SQLitePCL.raw.sqlite3_last_insert_rowid(_connection.Handle);

    public object? Scalar(string sql, params ReadOnlySpan<object?> arguments) => Prepare(sql, arguments).ExecuteScalar() is { } value and not DBNull ? value : null;

    public long? Number(string sql, params ReadOnlySpan<object?> arguments) =>
        Scalar(sql, arguments) is { } value ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;

    public List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> arguments)
    {
        using var reader = Prepare(sql, arguments).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public T? First<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> arguments)
        where T : class
    {
        using var reader = Prepare(sql, arguments).ExecuteReader();
        return reader.Read() ? read(reader) : null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var statement in _statements.Values) await statement.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private T Within<T>(string begin, Func<T> work)
    {
        Execute(begin);
        try
        {
            var result = work();
            Execute("COMMIT");
            return result;
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    // The engine may have rolled back by itself (disk full, I/O error); then there is nothing left to roll back, and the first error is the one to tell.
    private void Rollback()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0) Execute("ROLLBACK");
    }

    // Parameters are $1, $2 … in the order of the arguments.
    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> arguments)
    {
        if (!_statements.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < arguments.Length; i++) command.Parameters.Add(new SqliteParameter($"${i + 1}", null));
            _statements.Add(sql, command);
        }

        for (var i = 0; i < arguments.Length; i++) command.Parameters[i].Value = arguments[i] ?? DBNull.Value;
        return command;
    }
}
