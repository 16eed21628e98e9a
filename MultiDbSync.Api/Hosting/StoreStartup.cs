using MultiDbSync.Api.Identity.Accounts;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Storage.Secrets;

namespace MultiDbSync.Api.Hosting;

/// <summary>Makes or upgrades the hub store and the accounts in it before the first request is taken.</summary>
internal sealed partial class StoreStartup(HubStore hub, IServiceScopeFactory scopes, ILogger<StoreStartup> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await hub.InitializeAsync(cancellationToken);
        var (encrypted, logEmptied) = await PlainConnections.EncryptAsync(hub, cancellationToken);
        if (encrypted > 0) Encrypted(encrypted);
        if (!logEmptied) LogKept();
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        await hub.MigrateAsync(accounts, cancellationToken);
        await accounts.KeepAlertRecipientsAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Encrypted {Count} connection strings that lay plain in the hub store")]
    private partial void Encrypted(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The hub store's write-ahead log is in use and may hold the connection strings as they were until it is overwritten")]
    private partial void LogKept();
}
