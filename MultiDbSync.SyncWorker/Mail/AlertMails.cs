using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Alerts;
using MultiDbSync.Contracts.Mail;
using MultiDbSync.Engine.Mail;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.SyncWorker.Mail;

/// <summary>
/// Writes mails about alerts into the outbox: the first at once, those that follow gathered for a moment, since trouble seldom comes alone. What is over, or
/// somebody has taken note of, before its mail is due is left out.
/// </summary>
internal sealed class AlertMails(MailOptions options, TimeProvider clock)
{
    /// <summary>Writes what is due.</summary>
    /// <returns>How many mails.</returns>
    public async Task<int> WriteAsync(HubDbContext db, IReadOnlyList<string> recipients, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var recently = now - options.DigestInterval;
        if (!await Due(db).AnyAsync(cancellationToken) || await db.Alerts.AnyAsync(a => a.MailedAt > recently, cancellationToken)) return 0;
        var wanted = await WhoWantAsync(db, recipients, cancellationToken);
        if (wanted.Count == 0) return 0;

        // SQLite begins it immediate: what is told of is noted as told of, or neither happens.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var alerts = await Due(db).OrderBy(a => a.Id).ToListAsync(cancellationToken);
        if (alerts.Count == 0) return 0;
        var content = AlertMail.Compose(alerts, options.LinkBase);
        foreach (var address in wanted) db.Put(MailKind.Alerts, address, content, now);
        foreach (var alert in alerts) alert.MailedAt = now;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return wanted.Count;
    }

    // That mail can't be sent is nothing to mail.
    private static IQueryable<AlertEntity> Due(HubDbContext db) =>
        db.Alerts.Where(a => a.ClearedAt == null && a.MailedAt == null && a.AcknowledgedAt == null && a.Kind != nameof(AlertKind.MailNotSent));

    private static async Task<IReadOnlyList<string>> WhoWantAsync(HubDbContext db, IReadOnlyList<string> recipients, CancellationToken cancellationToken)
    {
        var without = await db.MailPreferences.Where(p => !p.Alerts).Select(p => p.Address).ToListAsync(cancellationToken);
        return [.. recipients.Except(without)];
    }
}
