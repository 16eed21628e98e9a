using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace MultiDbSync.SyncWorker.Mail;

/// <summary>Why a mail could not be sent, in words that hold no address and no secret: a server's own text may repeat both.</summary>
internal static class MailFailure
{
    public static string Describe(Exception failure) => failure switch
    {
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } e => $"The mail server refuses the recipient ({(int)e.StatusCode}).",
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } e => $"The mail server refuses the sender ({(int)e.StatusCode}): see Mail:From.",
        SmtpCommandException e => $"The mail server refuses the mail ({(int)e.StatusCode}).",
        AuthenticationException or ServiceNotAuthenticatedException => "The mail server refuses the sign-in: see user and password in ConnectionStrings:mail.",
        SslHandshakeException => "The mail server's certificate is not trusted, or it speaks no TLS on this port.",
        NotSupportedException => "The mail server lacks what is needed: TLS, without which no password is sent, or SMTPUTF8 for this address.",
        SocketException e => $"The mail server can't be reached ({e.SocketErrorCode}).",
        OperationCanceledException or TimeoutException => "The mail server did not answer in time.",
        ServiceNotConnectedException or ProtocolException => "The mail server broke the connection off.",
        UnauthorizedAccessException or DirectoryNotFoundException => "The folder for mails can't be written to.",
        IOException => "The connection to the mail server, or the folder for mails, failed.",
        _ => $"Sending failed ({failure.GetType().Name}).",
    };
}
