using System.Diagnostics;
using Microsoft.Data.Sqlite;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// A connection of one part of the connector: opened when first needed, used by one caller at a time, opened again after an error that it may not
/// have survived and when the file under its name is no longer the one that was opened.
/// </summary>
internal sealed class SqliteSession(SqliteLocation location, SqliteConnectorOptions options, Action<SqliteDatabase> prepare) : IAsyncDisposable
{
    private static readonly int[] Pauses = [1, 1, 2, 5, 10, 20, 25];

    private readonly SemaphoreSlim _gate = new(1, 1);
    private SqliteDatabase? _database;

    /// <summary>Raised by every opening: what was remembered of the file's content no longer holds.</summary>
    public int Opened { get; private set; }

    /// <summary>Runs reads in one snapshot.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteDatabase, T> work, CancellationToken cancellationToken) => UseAsync(
        database =>
        {
            database.Execute("BEGIN");
            var result = work(database);
            database.Execute("COMMIT");
            return Task.FromResult(result);
        },
        cancellationToken);

    /// <summary>Runs one write transaction; <paramref name="work"/> says whether to commit.</summary>
    /// <exception cref="ConnectorException">Transient when another program kept the write lock for too long.</exception>
    public Task<T> WriteAsync<T>(Func<SqliteDatabase, (bool Commit, T Result)> work, CancellationToken cancellationToken) => UseAsync(
        async database =>
        {
            await BeginImmediateAsync(database, cancellationToken);
            var (commit, result) = work(database);
            if (commit) database.Execute("COMMIT");
            else database.Rollback();
            return result;
        },
        cancellationToken);

    /// <summary>Runs anything on the connection.</summary>
    public async Task<T> UseAsync<T>(Func<SqliteDatabase, Task<T>> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await work(Database());
        }
        catch (ConnectorException e) when (e.ErrorClass is ConnectorErrorClass.Constraint or ConnectorErrorClass.Schema)
        {
            _database?.Rollback();
            throw;
        }
        catch (SqliteException e)
        {
            Close();
            throw SqliteErrors.Of(location.Node, e);
        }
        catch
        {
            Close();
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        Close();
        _gate.Release();
    }

    private SqliteDatabase Database()
    {
        if (_database is not null && SqliteNative.HasMoved(_database.Handle)) Close();
        if (_database is not null) return _database;

        var opened = new SqliteDatabase(location.Open(readOnly: false), location.Node, options.BusyTimeout);
        try
        {
            prepare(opened);
        }
        catch
        {
            opened.Dispose();
            throw;
        }

        Opened++;
        return _database = opened;
    }

    // Asynchronous, with short pauses first: an application's transaction usually ends within a few milliseconds.
    private async Task BeginImmediateAsync(SqliteDatabase database, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        for (var attempt = 0; !database.TryBeginImmediate(); attempt++)
        {
            if (Stopwatch.GetElapsedTime(began) > options.BusyTimeout)
                throw new ConnectorException(ConnectorErrorClass.Transient, location.Node, $"Another program has held the database's write lock for {options.BusyTimeout.TotalSeconds:0.#} s.");
            await Task.Delay(Pauses[Math.Min(attempt, Pauses.Length - 1)], cancellationToken);
        }
    }

    private void Close()
    {
        if (_database is null) return;
        _database.Rollback();
        _database.Dispose();
        _database = null;
    }
}
