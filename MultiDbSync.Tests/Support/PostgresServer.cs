using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace MultiDbSync.Tests.Support;

/// <summary>
/// PostgreSQL for tests: one private server per test process, started when first asked for from locally installed programs, on a free port and a folder of
/// its own; or the server of <c>MDS_TEST_POSTGRES</c> (a superuser's connection string). A guard process stops the server and deletes its folder when the
/// test process ends in whatever way. Where there is neither, tests are skipped with the reason.
/// </summary>
internal sealed class PostgresServer
{
    private const string Variable = "MDS_TEST_POSTGRES";
    private static readonly Lazy<Task<PostgresServer>> Shared = new(() => StartAsync([]));
    private static readonly SemaphoreSlim Templates = new(1, 1);
    private static int _databases;

    private readonly Dictionary<string, string> _templateOf = [];
    private readonly string? _connectionString;
    private Process? _guard;

    private PostgresServer(string? connectionString, string? missingReason)
    {
        _connectionString = connectionString;
        MissingReason = missingReason;
    }

    /// <summary>Why there is no server, or null.</summary>
    public string? MissingReason { get; }

    /// <summary>The server that tests share; skips the running test where there is none.</summary>
    public static async Task<PostgresServer> GetAsync()
    {
        var server = await Shared.Value;
        if (server.MissingReason is { } reason) Assert.Skip(reason);
        return server;
    }

    /// <summary>A server of the test's own, for settings that can only be made at its start.</summary>
    public static async Task<PostgresServer> StartOwnAsync(params string[] settings)
    {
        var server = await StartAsync(settings);
        if (server.MissingReason is { } reason) Assert.Skip(reason);
        return server;
    }

    /// <summary>A fresh database with a schema: a copy of a template that is made once for each schema.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(string schema = "")
    {
        await Templates.WaitAsync();
        try
        {
            if (!_templateOf.TryGetValue(schema, out var template))
            {
                template = NewName();
                await ExecuteAsync(_connectionString!, $"CREATE DATABASE {template} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
                if (schema.Length > 0) await ExecuteAsync(To(template), schema);
                _templateOf.Add(schema, template);
            }

            var name = NewName();
            await ExecuteAsync(_connectionString!, $"CREATE DATABASE {name} TEMPLATE {template}");
            return To(name);
        }
        finally
        {
            Templates.Release();
        }
    }

    public async Task DropDatabaseAsync(string connectionString) =>
        await ExecuteAsync(_connectionString!, $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");

    /// <summary>Runs statements on a connection of its own.</summary>
    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Stops the server and deletes its folder; of no effect on a server that was there before.</summary>
    public void Stop()
    {
        if (_guard is not { } guard) return;
        _guard = null;
        guard.StandardInput.Close();
        guard.WaitForExit(20_000);
        guard.Dispose();
    }

    private static string NewName() => string.Create(CultureInfo.InvariantCulture, $"mdstest_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}");

    private string To(string database) => new NpgsqlConnectionStringBuilder(_connectionString) { Database = database, Pooling = false }.ConnectionString;

    private static async Task<PostgresServer> StartAsync(string[] settings)
    {
        if (settings.Length == 0 && Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } external)
            return new PostgresServer(new NpgsqlConnectionStringBuilder(external) { Pooling = false }.ConnectionString, null);
        if (OperatingSystem.IsWindows() || Binaries() is not { } binaries)
            return new PostgresServer(null, $"PostgreSQL is not installed, and {Variable} names no server.");

        var port = FreePort();
        var folder = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"mds-pg-{Path.GetRandomFileName()}")).FullName;
        var server = new PostgresServer(
            new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Database = "postgres", Username = "postgres", Password = "postgres", Pooling = false }.ConnectionString, null);
        server._guard = Guard(binaries, folder, port, settings);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Stop();
        await Eventually.TrueAsync(server.AnswersAsync, TimeSpan.FromSeconds(60), () => File.Exists($"{folder}/log") ? File.ReadAllText($"{folder}/log") : "no log");
        return server;
    }

    // The shell lives as long as our end of its input is open, so also when this process is killed; then it ends the server and cleans up. Signals to the
    // whole group (Ctrl+C, timeout) must not end it before.
    private static Process Guard(string binaries, string folder, int port, string[] settings)
    {
        var asUser = Environment.IsPrivilegedProcess ? "runuser -u postgres -- " : "";
        string[] all =
        [
            $"port={port.ToString(CultureInfo.InvariantCulture)}", "listen_addresses=127.0.0.1", $"unix_socket_directories={folder}", "fsync=off", "max_connections=200", "timezone=UTC",
            "log_min_messages=fatal", "autovacuum_naptime=1h", .. settings,
        ];
        var options = string.Join(' ', all.Select(s => $"-c {s}"));
        var script = $"""
            trap '' INT TERM HUP
            {(Environment.IsPrivilegedProcess ? $"chown postgres {folder}" : ":")}
            {asUser}{binaries}/initdb -D {folder}/data -U postgres -A trust -E UTF8 --locale=C --no-sync >{folder}/log 2>&1 || exit 1
            {asUser}{binaries}/postgres -D {folder}/data {options} >>{folder}/log 2>&1 </dev/null &
            cat >/dev/null
            {asUser}{binaries}/pg_ctl -D {folder}/data -m immediate stop >/dev/null 2>&1
            rm -rf {folder}
            """;
        return Process.Start(new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardInput = true })!;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await ExecuteAsync(_connectionString!, "SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static string? Binaries()
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var version) ? version : 0).Select(d => Path.Combine(d, "bin"))
            : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return installed.Concat(onPath).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "postgres")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
