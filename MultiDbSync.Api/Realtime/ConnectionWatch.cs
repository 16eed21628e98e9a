using System.Security.Claims;
using Microsoft.Extensions.Options;
using MultiDbSync.Api.Identity.ApiKeys;
using MultiDbSync.Api.Identity.Sessions;

namespace MultiDbSync.Api.Realtime;

/// <summary>Ends hub connections whose session has ended, whose account was switched off or whose key was revoked. Idle while nobody is connected.</summary>
internal sealed partial class ConnectionWatch(
    OpenConnections connections, SessionCache sessions, IServiceScopeFactory scopes, IOptions<SignInSessionOptions> options, TimeProvider time, ILogger<ConnectionWatch> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.CheckSeconds), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var connection in connections.All)
                    if (await HasEndedAsync(connection.User, stoppingToken)) connection.Abort();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                CheckFailed(e);
            }
        }
    }

    private async ValueTask<bool> HasEndedAsync(ClaimsPrincipal? caller, CancellationToken cancellationToken)
    {
        if (caller?.SessionId() is { } session) return await sessions.FindAsync(session, cancellationToken) is null;
        if (caller?.ApiKeyId() is not { } key) return false;
        await using var scope = scopes.CreateAsyncScope();
        return !await scope.ServiceProvider.GetRequiredService<ApiKeyStore>().IsGoodAsync(key, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sessions of open connections could not be checked; tried again later")]
    private partial void CheckFailed(Exception exception);
}
