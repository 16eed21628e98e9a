using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace MultiDbSync.SyncWorker.Mail;

/// <summary>Sends by SMTP; with TLS where the server offers it, and never a password without.</summary>
internal sealed class SmtpTransport(Uri server) : IMailTransport
{
    public async Task SendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient();
        var credentials = server.UserInfo.Split(':', 2);
        var security = server.Scheme == "smtps" ? SecureSocketOptions.SslOnConnect
            : credentials.Length == 2 && !server.IsLoopback ? SecureSocketOptions.StartTls
            : SecureSocketOptions.StartTlsWhenAvailable;
        await client.ConnectAsync(server.Host, server.Port > 0 ? server.Port : 25, security, cancellationToken);
        if (credentials.Length == 2)
            await client.AuthenticateAsync(Uri.UnescapeDataString(credentials[0]), Uri.UnescapeDataString(credentials[1]), cancellationToken);
        await client.SendAsync(message, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }
}
