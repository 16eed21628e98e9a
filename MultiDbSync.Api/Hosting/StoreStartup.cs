using MultiDbSync.Api.Identity.Accounts;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Hosting;

/// <summary>Makes or upgrades the hub store and the accounts in it before the first request is taken.</summary>
internal sealed class StoreStartup(HubStore hub, IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await hub.InitializeAsync(cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        await hub.MigrateAsync(accounts, cancellationToken);
        await accounts.KeepAlertRecipientsAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
