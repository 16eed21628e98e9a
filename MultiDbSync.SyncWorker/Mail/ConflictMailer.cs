using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.SyncWorker.Mail;

/// <summary>
/// Mails open conflicts that were not mailed yet: the first at once, those that follow gathered. What is due is read from the hub store, so a restart or a
/// mail server that is away loses no mail.
/// </summary>
internal sealed partial class ConflictMailer(HubStore store, IMailTransport transport, IOptions<MailOptions> options, TimeProvider clock, ILogger<ConflictMailer> logger)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private long _sent;
    private int _failures;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (_sent != 0 && clock.GetElapsedTime(_sent) < Pause()) continue;
            try
            {
                if (!await SendDueAsync(stoppingToken)) continue;
                _failures = 0;
                _sent = clock.GetTimestamp();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (_failures++ == 0) NotSent(e);
                _sent = clock.GetTimestamp();
            }
        }
    }

    private TimeSpan Pause() =>
        _failures == 0 ? options.Value.DigestInterval : TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, Math.Min(_failures, 9))));

    private async Task<bool> SendDueAsync(CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        var due = await db.Conflicts.Where(c => c.Status == ConflictStatus.Open && c.MailedAt == null).OrderBy(c => c.Id).Take(100).ToListAsync(cancellationToken);
        if (due.Count == 0) return false;
        var to = await RecipientsAsync(db, cancellationToken);
        if (to.Count == 0) return false;
        var message = ConflictMessage.Compose(due, options.Value.From, to, options.Value.LinkBase);
        await transport.SendAsync(message, cancellationToken);
        var ids = due.Select(c => c.Id).ToList();
        var now = clock.GetUtcNow();
        await db.Conflicts.Where(c => ids.Contains(c.Id)).ExecuteUpdateAsync(c => c.SetProperty(x => x.MailedAt, now), cancellationToken);
        Sent(due.Count);
        return true;
    }

    private async Task<IReadOnlyList<string>> RecipientsAsync(HubDbContext db, CancellationToken cancellationToken)
    {
        var list = string.IsNullOrWhiteSpace(options.Value.To)
            ? (await db.Settings.AsNoTracking().FirstOrDefaultAsync(s => s.Name == SettingNames.AlertRecipients, cancellationToken))?.Value
            : options.Value.To;
        return list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mailed {Conflicts} conflicts")]
    private partial void Sent(int conflicts);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail about conflicts could not be sent; tried again with growing pauses")]
    private partial void NotSent(Exception exception);
}
