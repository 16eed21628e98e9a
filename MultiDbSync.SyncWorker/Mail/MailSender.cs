using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.SyncWorker.Mail;

/// <summary>
/// Sends what is in the outbox, one mail after the other. Each mail that fails is tried again after a pause of its own that grows; nothing else waits for a
/// mail server. A crash between the server's taking a mail and the note of it is the one case in which a mail goes out twice, as with SMTP itself.
/// </summary>
internal sealed partial class MailSender(
    HubStore store, IMailTransport transport, IOptions<MailOptions> options, TimeProvider clock, IEventSink events, ILogger<MailSender> logger) : BackgroundService
{
    private const int AtOnce = 20;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly RetryPause _pause = new(Random.Shared.NextDouble);

    // Taken by the server, but not noted yet, because the store could not be written to.
    private readonly Dictionary<long, DateTimeOffset> _taken = [];
    private bool _failing;
    private bool _broken;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await StepAsync(stoppingToken);
                _broken = false;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (!_broken) StoreFailed(e);
                _broken = true;
            }
        }
    }

    /// <summary>Sends what is due.</summary>
    internal async Task StepAsync(CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        var now = clock.GetUtcNow();
        var due = await db.Mails.Where(m => m.SentAt == null && m.DueAt <= now).OrderBy(m => m.DueAt).ThenBy(m => m.Id).Take(AtOnce).ToListAsync(cancellationToken);
        foreach (var mail in due)
        {
            if (!_taken.ContainsKey(mail.Id)) await SendAsync(mail, cancellationToken);
            if (_taken.TryGetValue(mail.Id, out var at)) mail.SentAt = at;

            // Each is noted by itself: what is sent stays sent, whatever becomes of the next.
            await db.SaveChangesAsync(CancellationToken.None);
            _taken.Remove(mail.Id);
        }

        if (due.Count > 0) events.Publish(new SyncEvent(SyncEventKind.Mail, clock.GetUtcNow()));
    }

    private async Task SendAsync(MailEntity mail, CancellationToken cancellationToken)
    {
        try
        {
            await transport.SendAsync(OutgoingMail.Of(mail, options.Value.From, store.HubId), cancellationToken);
            _taken.Add(mail.Id, clock.GetUtcNow());
            mail.LastError = null;
            Sent(mail.Id, mail.Kind);
            _failing = false;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            mail.Attempts++;
            mail.LastError = MailFailure.Describe(e);
            mail.DueAt = clock.GetUtcNow() + _pause.After(mail.Attempts);
            if (!_failing) NotSent(mail.Id, mail.LastError);
            _failing = true;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {Id} about {Kind} is sent")]
    private partial void Sent(long id, string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Id} could not be sent; tried again with growing pauses. {Reason}")]
    private partial void NotSent(long id, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The outbox can't be read or written; tried again")]
    private partial void StoreFailed(Exception exception);
}
