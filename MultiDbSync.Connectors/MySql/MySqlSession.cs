using System.Data.Common;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>A connection of one part of the connector, with this make's transactions.</summary>
/// <param name="prepare">What the part's session needs beyond what every session of ours has; null for nothing.</param>
internal sealed class MySqlSession(MySqlLocation location, string? prepare = null) : IAsyncDisposable
{
    private readonly RelationalSession _session = new(
        cancellationToken => OpenAsync(location, prepare, cancellationToken), e => e is MySqlException error ? MySqlErrors.Of(location.Node, error) : null);

    /// <inheritdoc cref="RelationalSession.Opened"/>
    public int Opened => _session.Opened;

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
    public Task<T> UseAsync<T>(Func<MySqlConnection, Task<T>> work, CancellationToken cancellationToken) => _session.UseAsync(connection => work((MySqlConnection)connection), cancellationToken);

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private static async Task<DbConnection> OpenAsync(MySqlLocation location, string? prepare, CancellationToken cancellationToken)
    {
        var connection = await location.OpenAsync(cancellationToken);
        try
        {
            if (!location.ServerOf(connection).IsSupported)
                throw new ConnectorException(ConnectorErrorClass.Permanent, location.Node, "The server is too old: MySQL 8.0 or MariaDB 10.6 is needed.");
            if (prepare is not null) await connection.ExecuteAsync(prepare, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
