using MimeKit;

namespace MultiDbSync.SyncWorker.Mail;

/// <summary>Takes a mail away.</summary>
internal interface IMailTransport
{
    Task SendAsync(MimeMessage message, CancellationToken cancellationToken);
}
