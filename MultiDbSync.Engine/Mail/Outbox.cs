using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Mail;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Mail;

/// <summary>Mails that are to be sent: rows of the hub store, each for one recipient, written in the transaction that notes what they tell.</summary>
public static class Outbox
{
    /// <summary>Mails are kept this long after they were sent. One that can't be sent for as long is given up: its news is old.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    /// <summary>Adds a mail, with the next save.</summary>
    public static MailEntity Put(this HubDbContext db, MailKind kind, string recipient, MailContent content, DateTimeOffset now)
    {
        var mail = new MailEntity
        {
            Kind = kind.ToString(),
            Recipient = recipient,
            Subject = content.Subject,
            Text = content.Text,
            Html = content.Html,
            CreatedAt = now,
            DueAt = now,
        };
        db.Mails.Add(mail);
        return mail;
    }

    /// <summary>Forgets mails that are done with.</summary>
    public static Task ForgetOldAsync(HubDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var oldest = now - Retention;
        return db.Mails.Where(m => m.SentAt < oldest || (m.SentAt == null && m.CreatedAt < oldest)).ExecuteDeleteAsync(cancellationToken);
    }
}
