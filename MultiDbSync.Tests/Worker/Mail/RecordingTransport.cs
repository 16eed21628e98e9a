using MimeKit;
using MultiDbSync.SyncWorker.Mail;

namespace MultiDbSync.Tests.Worker.Mail;

internal sealed class RecordingTransport : IMailTransport
{
    /// <summary>Fails with this while it is set.</summary>
    public Exception? Fault { get; set; }

    public int Calls { get; private set; }

    public List<MimeMessage> Sent { get; } = [];

    public Task SendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        Calls++;
        if (Fault is not null) throw Fault;
        Sent.Add(message);
        return Task.CompletedTask;
    }
}
