using System.Globalization;
using MimeKit;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.SyncWorker.Mail;

/// <summary>A mail of the outbox as it leaves.</summary>
internal static class OutgoingMail
{
    /// <param name="hubId">Part of the message's id, which is the same at each attempt: receivers can tell a second copy.</param>
    public static MimeMessage Of(MailEntity mail, string from, string hubId)
    {
        var sender = MailboxAddress.Parse(from);
        var message = new MimeMessage
        {
            Subject = mail.Subject,
            Date = mail.CreatedAt,
            MessageId = $"mds-{mail.Id.ToString(CultureInfo.InvariantCulture)}-{mail.CreatedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}@{hubId}.{sender.Domain}",
            Body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html }.ToMessageBody(),
        };
        message.From.Add(sender);
        message.To.Add(new MailboxAddress(null, mail.Recipient));

        // Programs that answer by themselves leave it alone: https://www.rfc-editor.org/rfc/rfc3834#section-5
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
