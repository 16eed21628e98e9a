using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MultiDbSync.Tests.Support;

/// <summary>A private Redis server on a free port, in a folder of its own. Where there is none, tests are skipped with <see cref="MissingReason"/>.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mds-redis-").FullName;
    private Process? _server;

    /// <summary>Why there is no server, or null.</summary>
    public string? MissingReason { get; private set; }

    public int Port { get; } = FreePort();

    public string ConnectionString => $"127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}";

    public async ValueTask InitializeAsync() => await StartAsync();

    /// <summary>Starts the server; also again after <see cref="StopAsync"/>, on the same port.</summary>
    public async Task StartAsync()
    {
        try
        {
            _server = Process.Start(new ProcessStartInfo("redis-server")
            {
                ArgumentList = { "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", _folder },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
        }
        catch (Win32Exception)
        {
            MissingReason = "redis-server is not installed.";
            return;
        }

        _server!.BeginOutputReadLine();
        _server.BeginErrorReadLine();
        await Eventually.TrueAsync(AnswersAsync, TimeSpan.FromSeconds(20));
    }

    /// <summary>Kills the server as a crash would.</summary>
    public async Task StopAsync()
    {
        if (_server is null) return;
        _server.Kill();
        await _server.WaitForExitAsync(CancellationToken.None);
        _server.Dispose();
        _server = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
