using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MySqlConnector;

namespace MultiDbSync.Tests.Support;

/// <summary>
/// One MariaDB server for the whole test process, started when the first test needs it, from the locally installed binaries, on a free port and in a
/// folder of its own. <c>MDS_TEST_MYSQL</c>, a connection string of an administrator, names a server to use instead (MySQL 8 in a container).
/// Tests that find neither are skipped.
/// </summary>
public sealed class MariaDbServer : IAsyncDisposable
{
    private static readonly Lazy<Task<MariaDbServer>> Shared = new(StartAsync);

    private readonly Process? _process;
    private readonly MemoryFolder? _folder;

    private MariaDbServer(string? connectionString, string? missingReason, Process? process, MemoryFolder? folder)
    {
        (AdministratorConnectionString, MissingReason, _process, _folder) = (connectionString, missingReason, process, folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
    }

    /// <summary>Why there is no server, or null.</summary>
    public string? MissingReason { get; }

    /// <summary>Of a user who may do everything; names no database.</summary>
    public string? AdministratorConnectionString { get; }

    /// <summary>The server; the test that asks is skipped when there is none.</summary>
    public static async Task<MariaDbServer> GetAsync()
    {
        var server = await Shared.Value;
        Assert.SkipWhen(server.MissingReason is not null, server.MissingReason ?? "");
        return server;
    }

    /// <summary>The process is killed and the folder deleted, once for all.</summary>
    public ValueTask DisposeAsync()
    {
        Stop();
        return ValueTask.CompletedTask;
    }

    private static async Task<MariaDbServer> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("MDS_TEST_MYSQL") is { Length: > 0 } external) return new MariaDbServer(external, null, null, null);
        var folder = new MemoryFolder();
        var data = folder.File("data");
        try
        {
            using var install = Run("mariadb-install-db", folder, [$"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db", .. AsRoot()]);
            var output = install.StandardOutput.ReadToEndAsync();
            var errors = install.StandardError.ReadToEndAsync();
            await install.WaitForExitAsync();
            if (install.ExitCode != 0) throw new InvalidOperationException($"mariadb-install-db failed: {await output}{await errors}");
            return await StartAsync(folder, data);
        }
        catch (Win32Exception)
        {
            folder.Dispose();
            return new MariaDbServer(null, "MariaDB (mariadbd and mariadb-install-db) is not installed, and MDS_TEST_MYSQL names no server.", null, null);
        }
    }

    private static async Task<MariaDbServer> StartAsync(MemoryFolder folder, string data)
    {
        var port = FreePort();
        var process = Run("mariadbd", folder,
        [
            $"--datadir={data}", $"--socket={folder.File("s.sock")}", $"--port={port.ToString(CultureInfo.InvariantCulture)}", "--bind-address=127.0.0.1", "--skip-name-resolve",
            "--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0", "--innodb-buffer-pool-size=128M", "--innodb-log-file-size=64M", "--performance-schema=0",
            "--max-connections=300", $"--pid-file={folder.File("pid")}", $"--log-error={folder.File("error.log")}", .. AsRoot(),
        ]);
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new MariaDbServer(
            string.Create(CultureInfo.InvariantCulture, $"Server=127.0.0.1;Port={port};User ID=root;SslMode=None;AllowPublicKeyRetrieval=true"), null, process, folder);
        await Eventually.TrueAsync(server.AnswersAsync, TimeSpan.FromSeconds(60), () => File.Exists(folder.File("error.log")) ? File.ReadAllText(folder.File("error.log")) : "no log");
        return server;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new MySqlConnection($"{AdministratorConnectionString};Pooling=False;ConnectionTimeout=2");
            await connection.OpenAsync();
            return true;
        }
        catch (MySqlException)
        {
            return false;
        }
    }

    // A zone with summer time, so that a time that depends on the session's zone shows.
    private static Process Run(string program, MemoryFolder folder, string[] arguments) => Process.Start(new ProcessStartInfo(program, ["--no-defaults", .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = folder.Path,

        // Two that are set up at once must not share their temporary tables.
        Environment = { ["TZ"] = "Europe/Amsterdam", ["TMPDIR"] = folder.Path },
    })!;

    private static string[] AsRoot() => Environment.UserName == "root" ? ["--user=root"] : [];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Stop()
    {
        if (_process is not { } process || _folder is null) return;
        lock (process)
        {
            if (!Directory.Exists(_folder.Path)) return;
            process.Kill();
            process.WaitForExit();
            _folder.Dispose();
        }
    }
}
