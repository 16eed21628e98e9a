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
        await hub.MigrateAsync(scope.ServiceProvider.GetRequiredService<AccountsDbContext>(), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
