using System.Data;
using MultiDbSync.Engine.Connectors;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// A connection of one part of the connector: opened when first needed, used by one caller at a time, opened again after any error that it may not have
/// survived.
/// </summary>
/// <param name="prepare">What the part's session needs beyond what every session of ours has; null for nothing.</param>
internal sealed class MySqlSession(MySqlLocation location, string? prepare = null) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private MySqlConnection? _connection;

    /// <summary>Runs reads in one snapshot.</summary>
    public Task<T> ReadAsync<T>(Func<MySqlConnection, Task<T>> work, CancellationToken cancellationToken) => UseAsync(
        async connection =>
        {
            await connection.ExecuteAsync("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY", cancellationToken);
            var result = await work(connection);
            await connection.ExecuteAsync("COMMIT", cancellationToken);
            return result;
        },
        cancellationToken);

    /// <summary>Runs one write transaction at READ COMMITTED, so that it locks rows and no gaps; <paramref name="work"/> says whether to commit.</summary>
    public Task<T> WriteAsync<T>(Func<MySqlConnection, Task<(bool Commit, T Result)>> work, CancellationToken cancellationToken) => UseAsync(
        async connection =>
        {
            await connection.ExecuteAsync("START TRANSACTION", cancellationToken);
            var (commit, result) = await work(connection);
            await connection.ExecuteAsync(commit ? "COMMIT" : "ROLLBACK", cancellationToken);
            return result;
        },
        cancellationToken);

    /// <summary>Runs anything on the connection.</summary>
    public async Task<T> UseAsync<T>(Func<MySqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await work(await ConnectionAsync(cancellationToken));
        }
        catch (MySqlException e)
        {
            await CloseAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw MySqlErrors.Of(location.Node, e);
        }
        catch
        {
            await CloseAsync();
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
        try
        {
            await CloseAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<MySqlConnection> ConnectionAsync(CancellationToken cancellationToken)
    {
        if (_connection is { State: ConnectionState.Open } open) return open;
        await CloseAsync();
        var connection = await location.OpenAsync(cancellationToken);
        try
        {
            if (!location.ServerOf(connection).IsSupported)
                throw new ConnectorException(ConnectorErrorClass.Permanent, location.Node, "The server is too old: MySQL 8.0 or MariaDB 10.6 is needed.");
            if (prepare is not null) await connection.ExecuteAsync(prepare, cancellationToken);
            return _connection = connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // Closing ends whatever transaction is open, without effect.
    private async Task CloseAsync()
    {
        if (_connection is not { } connection) return;
        _connection = null;
        await connection.DisposeAsync();
    }
}
