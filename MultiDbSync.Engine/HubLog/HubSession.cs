using System.Globalization;
using Microsoft.Data.Sqlite;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.HubLog;

/// <summary>A connection to the hub store with its prepared statements. Used by one loop at a time.</summary>
internal sealed class HubSession : IAsyncDisposable
{
    private readonly Dictionary<string, HubStatement> _statements = new(StringComparer.Ordinal);
    private readonly SqliteConnection _connection;

    private readonly bool _owned;

    private HubSession(SqliteConnection connection, bool owned = true) => (_connection, _owned) = (connection, owned);

    public static async Task<HubSession> OpenAsync(HubStore store, CancellationToken cancellationToken) =>
        new(await store.OpenAsync(cancellationToken));

    /// <summary>A session on a connection that is open already; it is closed with the session.</summary>
    public static HubSession Over(SqliteConnection connection) => new(connection);

    /// <summary>A session within a transaction that another owner of the connection has begun and will end.</summary>
    public static HubSession Within(SqliteConnection connection) => new(connection, owned: false);

    /// <summary>Runs <paramref name="work"/> in one write transaction: the lock under which check and append of a set happen.</summary>
    public T Write<T>(Func<T> work) => Transact("BEGIN IMMEDIATE", work);

    /// <summary>Runs <paramref name="work"/> on one snapshot.</summary>
    public T Read<T>(Func<T> work) => Transact("BEGIN", work);

    public int Execute(string sql, params ReadOnlySpan<object?> arguments)
    {
        var statement = Prepare(sql, arguments);
        try
        {
            while (statement.Step())
            {
                // What it returns nobody asked for.
            }

            return SQLitePCL.raw.sqlite3_changes(_connection.Handle);
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The number that the last insert gave out.</summary>
    public long LastId => SQLitePCL.raw.sqlite3_last_insert_rowid(_connection.Handle);

    public object? Scalar(string sql, params ReadOnlySpan<object?> arguments) => Ask(sql, static row => row.GetValue(0), arguments);

    public long? Number(string sql, params ReadOnlySpan<object?> arguments) => Ask(sql, static row => NumberOf(row), arguments);

    public List<T> Rows<T>(string sql, Func<HubRow, T> read, params ReadOnlySpan<object?> arguments)
    {
        var rows = new List<T>();
        var statement = Prepare(sql, arguments);
        try
        {
            while (statement.Step()) rows.Add(read(statement.Row));
            return rows;
        }
        finally
        {
            statement.Reset();
        }
    }

    public T? First<T>(string sql, Func<HubRow, T> read, params ReadOnlySpan<object?> arguments)
        where T : class => Ask(sql, read, arguments);

    public async ValueTask DisposeAsync()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        if (_owned) await _connection.DisposeAsync();
    }

    private T Transact<T>(string begin, Func<T> work)
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

    private T? Ask<T>(string sql, Func<HubRow, T> read, ReadOnlySpan<object?> arguments)
    {
        var statement = Prepare(sql, arguments);
        try
        {
            return statement.Step() ? read(statement.Row) : default;
        }
        finally
        {
            statement.Reset();
        }
    }

    // Settings are texts; an empty answer is no number.
    private static long? NumberOf(HubRow row) => row.GetValue(0) is { } value ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;

    // Arguments are $1, $2 … in their order.
    private HubStatement Prepare(string sql, ReadOnlySpan<object?> arguments)
    {
        if (!_statements.TryGetValue(sql, out var statement)) _statements.Add(sql, statement = new HubStatement(_connection.Handle!, sql, arguments.Length));
        statement.Bind(arguments);
        return statement;
    }
}
