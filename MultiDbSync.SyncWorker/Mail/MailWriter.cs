using Microsoft.Extensions.Options;
using MultiDbSync.Engine.Mail;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.SyncWorker.Mail;

/// <summary>
/// Looks once a second for conflicts and alerts that somebody is to be told of, and writes mails about them into the outbox. It never waits for a mail server;
/// what is due is read from the hub store, so a restart loses nothing.
/// </summary>
internal sealed partial class MailWriter(HubStore store, IOptions<MailOptions> options, TimeProvider clock, ILogger<MailWriter> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly ConflictDigests _conflicts = new(options.Value, clock);
    private readonly AlertMails _alerts = new(options.Value, clock);
    private bool _failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await StepAsync(stoppingToken);
                _failing = false;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (!_failing) NotWritten(e);
                _failing = true;
            }
        }
    }

    /// <summary>One look.</summary>
    internal async Task StepAsync(CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        var recipients = await MailRecipients.ReadAsync(db, options.Value.To, cancellationToken);
        if (recipients.Count == 0) return;
        var written = await _conflicts.WriteAsync(db, recipients, cancellationToken) + await _alerts.WriteAsync(db, recipients, cancellationToken);
        if (written > 0) Written(written);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Mails} mails are in the outbox")]
    private partial void Written(int mails);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mails could not be written into the outbox; tried again")]
    private partial void NotWritten(Exception exception);
}
