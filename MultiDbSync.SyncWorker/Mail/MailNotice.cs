using Microsoft.Extensions.Options;
using MultiDbSync.Engine.Mail;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.SyncWorker.Mail;

/// <summary>Notes in the hub store how mail is set up here, for the API to tell people: it has another configuration.</summary>
internal sealed class MailNotice(HubStore store, IOptions<MailOptions> options, bool configured) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        await new MailSetup(configured, options.Value.To, (int)options.Value.DigestInterval.TotalSeconds).WriteAsync(db, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
