using MimeKit;
using MultiDbSync.SyncWorker.Mail;

namespace MultiDbSync.Tests.Worker.Mail;

internal sealed class RecordingTransport : IMailTransport
{
    private readonly Lock _gate = new();
    private readonly List<MimeMessage> _sent = [];

    public bool Away { get; set; }

    public IReadOnlyList<MimeMessage> Sent
    {
        get
        {
            lock (_gate) return [.. _sent];
        }
    }

    public Task SendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        if (Away) throw new IOException("The mail server is away.");
        lock (_gate) _sent.Add(message);
        return Task.CompletedTask;
    }
}
