using System.Data.Common;
using Npgsql;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>
/// Runs our data definition in one transaction. Tables in use are waited for only shortly and then tried again from the beginning, since applications that
/// come later would queue behind a waiting statement.
/// </summary>
internal sealed class PgPatience(PgConnections connections, PostgreSqlConnectorOptions options)
{
    public async Task RunAsync(Func<NpgsqlConnection, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await connections.OpenAsync(null, cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellationToken);
                await using (var settings = new NpgsqlCommand($"SET LOCAL lock_timeout = '{(int)options.DdlLockTimeout.TotalMilliseconds}ms'", connection))
                    await settings.ExecuteNonQueryAsync(cancellationToken);
                await work(connection, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return;
            }
            catch (PostgresException e) when (attempt < options.DdlAttempts && e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                // Applications that queued behind us get their turn before we come again.
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(50, 250)), cancellationToken);
            }
            catch (Exception e) when (e is DbException or TimeoutException or IOException or System.Net.Sockets.SocketException)
            {
                throw connections.Translate(e)!;
            }
        }
    }
}
