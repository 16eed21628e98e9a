using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace MultiDbSync.Tests.Worker.Mail;

/// <summary>A mail server that keeps what it takes. As much of RFC 5321 as a sender needs; it can be stopped and started again on its port.</summary>
internal sealed class SmtpListener : IAsyncDisposable
{
    private readonly ConcurrentBag<Task> _sessions = [];
    private CancellationTokenSource _stop = new();
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    public ConcurrentQueue<MimeMessage> Received { get; } = [];

    public int Port { get; private set; }

    public Uri Address => new($"smtp://127.0.0.1:{Port}");

    /// <summary>Breaks off once it has taken a mail, without an answer to the goodbye.</summary>
    public bool IsRude { get; init; }

    public void Start()
    {
        _stop = new CancellationTokenSource();
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener, _stop.Token);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        _listener?.Dispose();
        await _accepting;
        await Task.WhenAll(_sessions);
        _stop.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested) await StopAsync();
    }

    private async Task AcceptAsync(TcpListener listener, CancellationToken stop)
    {
        try
        {
            while (true) _sessions.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop), stop));
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
                await writer.WriteLineAsync("220 test".AsMemory(), stop);
                await TalkAsync(reader, writer, stop);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // Stopped, or the sender went.
            }
        }
    }

    private async Task TalkAsync(StreamReader reader, StreamWriter writer, CancellationToken stop)
    {
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            var verb = line.Split(' ', 2)[0].ToUpperInvariant();
            if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 go on".AsMemory(), stop);
                Received.Enqueue(await ReadMailAsync(reader, stop));
            }

            if (verb == "QUIT" && IsRude) return;
            await writer.WriteLineAsync((verb == "QUIT" ? "221 bye" : "250 ok").AsMemory(), stop);
            if (verb == "QUIT") return;
        }
    }

    private static async Task<MimeMessage> ReadMailAsync(StreamReader reader, CancellationToken stop)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(stop) is { } line && line != ".") text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        using var bytes = new MemoryStream(Encoding.Latin1.GetBytes(text.ToString()));
        return await MimeMessage.LoadAsync(bytes, stop);
    }
}
