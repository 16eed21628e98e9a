using System.Data.Common;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using Npgsql;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>
/// Puts our schema, functions and triggers into a database and takes them out again, each in one transaction. Tables in use are waited for only shortly and
/// then tried again from the beginning, since applications that come later would queue behind a waiting CREATE TRIGGER.
/// </summary>
internal sealed class PgCaptureInstaller(RelationalSession session, PgConnections connections, PostgreSqlConnectorOptions options, string node) : ICaptureInstaller
{
    public Task InstallAsync(CaptureInstallation installation, CancellationToken cancellationToken) =>
        PatientlyAsync((connection, stop) => new PgInstallation(connection, node).InstallAsync(installation, stop), cancellationToken);

    public Task UninstallAsync(CancellationToken cancellationToken) => PatientlyAsync(
        async (connection, stop) =>
        {
            var there = false;
            await RelationalRoundTrip.SendAsync(connection, [new($"SELECT 1 FROM pg_namespace WHERE nspname = '{PgLogTables.Schema}'", [], null, _ => there = true)], stop);
            if (there) await RelationalRoundTrip.SendAsync(connection, [new(PgLogTables.Drop)], stop);
        },
        cancellationToken);

    public Task<CaptureCheck> CheckAsync(CaptureInstallation installation, CancellationToken cancellationToken) =>
        session.UseAsync(connection => new PgInstallation(connection, node).CheckAsync(installation, cancellationToken), cancellationToken);

    private async Task PatientlyAsync(Func<NpgsqlConnection, CancellationToken, Task> work, CancellationToken cancellationToken)
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
