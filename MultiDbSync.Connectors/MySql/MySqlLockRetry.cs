using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Tries a statement on a table's definition again when transactions of applications were in its way.</summary>
internal static class MySqlLockRetry
{
    // Long enough for those who queued behind us to get through.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task RunAsync(Func<Task> statement, MySqlConnectorOptions options, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await statement();
                return;
            }
            catch (MySqlException e) when (e.ErrorCode is MySqlErrorCode.LockWaitTimeout or MySqlErrorCode.LockDeadlock && attempt < options.SchemaLockAttempts)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}
