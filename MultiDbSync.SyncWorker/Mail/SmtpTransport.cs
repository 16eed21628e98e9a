using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace MultiDbSync.SyncWorker.Mail;

/// <summary>Sends by SMTP; with TLS where the server offers it, and never a password without.</summary>
internal sealed class SmtpTransport(Uri server) : IMailTransport
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task SendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var client = new SmtpClient();
        await SendAsync(client, message, patience.Token);
        await LeaveAsync(client, patience.Token);
    }

    private async Task SendAsync(SmtpClient client, MimeMessage message, CancellationToken cancellationToken)
    {
        var credentials = server.UserInfo.Split(':', 2);
        var security = server.Scheme == "smtps" ? SecureSocketOptions.SslOnConnect
            : credentials.Length == 2 && !server.IsLoopback ? SecureSocketOptions.StartTls
            : SecureSocketOptions.StartTlsWhenAvailable;
        await client.ConnectAsync(server.Host, server.Port > 0 ? server.Port : 25, security, cancellationToken);
        if (credentials.Length == 2)
            await client.AuthenticateAsync(Uri.UnescapeDataString(credentials[0]), Uri.UnescapeDataString(credentials[1]), cancellationToken);
        await client.SendAsync(message, cancellationToken);
    }

    // The server has taken the mail: that it breaks off before the goodbye is no reason to send it again.
    private static async Task LeaveAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception e) when (e is IOException or MailKit.ProtocolException or OperationCanceledException)
        {
            return;
        }
    }
}
