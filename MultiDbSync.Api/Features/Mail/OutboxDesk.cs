using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Features.Lists;
using MultiDbSync.Api.Realtime;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Mail;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Engine.Mail;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Mail;

/// <summary>The outbox as administrators see it. The worker sends what is in it.</summary>
internal sealed class OutboxDesk(HubDbContext db, EventPublisher events, AuditTrail audit, TimeProvider time)
{
    public async Task<Page<OutboxMail>> ListAsync(MailStatus? status, PageParameters paging, CancellationToken cancellationToken)
    {
        var rows = status switch
        {
            MailStatus.Sent => db.Mails.Where(m => m.SentAt != null),
            MailStatus.Failed => db.Mails.Where(m => m.SentAt == null && m.Attempts > 0),
            MailStatus.Waiting => db.Mails.Where(m => m.SentAt == null && m.Attempts == 0),
            _ => db.Mails,
        };
        var total = await rows.CountAsync(cancellationToken);

        // Without the parts: they are long, and nobody looks at them here.
        var items = await rows.AsNoTracking().OrderByDescending(m => m.Id).Skip(paging.Skip).Take(paging.Size)
            .Select(m => new MailEntity
            {
                Id = m.Id,
                Recipient = m.Recipient,
                Kind = m.Kind,
                Subject = m.Subject,
                Text = "",
                Html = "",
                CreatedAt = m.CreatedAt,
                DueAt = m.DueAt,
                Attempts = m.Attempts,
                LastError = m.LastError,
                SentAt = m.SentAt,
            })
            .ToListAsync(cancellationToken);
        return new Page<OutboxMail>([.. items.Select(ToWire)], total, paging.Number, paging.Size);
    }

    public async Task<OutboxMail> PutTestAsync(string recipient, string by, CancellationToken cancellationToken)
    {
        var content = new MailLayout("Test mail of MultiDbSync")
            .Paragraph("Mail arrives: this address can be told of conflicts and alerts.")
            .Finish($"{by} asked for this mail in the console.");
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var mail = db.Put(MailKind.Test, recipient, content, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        audit.After = new { Recipient = recipient };
        await audit.WriteAsync(db);
        await transaction.CommitAsync(cancellationToken);
        await events.PublishAsync(new SyncEvent(SyncEventKind.Mail, mail.CreatedAt));
        return ToWire(mail);
    }

    private static OutboxMail ToWire(MailEntity mail) => new(
        mail.Id, mail.Recipient, Enum.Parse<MailKind>(mail.Kind), mail.Subject, StatusOf(mail), mail.CreatedAt, mail.DueAt, mail.Attempts, mail.LastError, mail.SentAt);

    private static MailStatus StatusOf(MailEntity mail) =>
        mail.SentAt is not null ? MailStatus.Sent : mail.Attempts > 0 ? MailStatus.Failed : MailStatus.Waiting;
}
