using Microsoft.Extensions.Options;
using MultiDbSync.Api.Identity.Sessions;

namespace MultiDbSync.Api.Realtime;

/// <summary>Ends hub connections whose session has ended or whose account was switched off. Idle while nobody is connected.</summary>
internal sealed partial class ConnectionWatch(
    OpenConnections connections, SessionCache sessions, IOptions<SignInSessionOptions> options, TimeProvider time, ILogger<ConnectionWatch> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.CheckSeconds), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var connection in connections.All)
                    if (connection.User?.SessionId() is { } session && await sessions.FindAsync(session, stoppingToken) is null) connection.Abort();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                CheckFailed(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sessions of open connections could not be checked; tried again later")]
    private partial void CheckFailed(Exception exception);
}
