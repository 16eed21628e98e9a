using System.Globalization;
using MultiDbSync.AppHost.Cluster;

namespace MultiDbSync.AppHost.Servers;

/// <summary>A PostgreSQL server of the programs that are installed here, with a data folder of its own.</summary>
internal sealed class LocalPostgres(PostgresPrograms programs, int port, DataFolder data, ClusterSecrets secrets) : IDatabaseServer
{
    private readonly PostgresDatabase _database = new(port, secrets.Password(ResourceNames.Postgres));

    public string Name => ResourceNames.Postgres;

    public string Address => _database.Address;

    public string Connection => _database.Connection;

    public async Task<ServerCommand> PrepareAsync(CancellationToken cancellationToken)
    {
        var account = ServerAccount.Choose("postgres");
        var home = await ServerHome.OpenAsync(data, Name, account, cancellationToken);
        if (!Directory.Exists(home.Data))
            await MakeAsync(home, cancellationToken);
        return new ServerCommand(programs.Postgres, ["-D", home.Data, .. Settings()], PosixSignalNumber.Interrupt)
        {
            Account = account,
            Folder = home.Data,
            PidFile = Path.Combine(home.Data, "postmaster.pid"),
        };
    }

    public Task<bool> IsReadyAsync(CancellationToken cancellationToken) => _database.IsReadyAsync(cancellationToken);

    /// <summary>
    /// Roles and passwords are made in single-user mode, one statement a line: so no password is on a command line, and none is missing for a moment.
    /// https://www.postgresql.org/docs/current/app-postgres.html#APP-POSTGRES-SINGLE-USER
    /// </summary>
    private async Task MakeAsync(ServerHome home, CancellationToken cancellationToken)
    {
        if (Directory.Exists(home.Draft))
            Directory.Delete(home.Draft, recursive: true);
        string[] settings =
        [
            "-D", home.Draft, "--username=postgres", "--encoding=UTF8", "--locale=C", "--data-checksums",
            "--auth-local=reject", "--auth-host=scram-sha-256", "--no-instructions",
        ];
        await home.RunAsync(programs.InitDb, settings, null, cancellationToken);
        var statements = $"""
            ALTER ROLE postgres PASSWORD '{secrets.Password($"{Name}-admin")}'
            CREATE ROLE {ResourceNames.Library} LOGIN PASSWORD '{secrets.Password(Name)}'
            CREATE DATABASE {ResourceNames.Library} OWNER {ResourceNames.Library}

            """;
        await home.RunAsync(programs.Postgres, ["--single", "-D", home.Draft, "postgres"], statements, cancellationToken);
        Directory.Move(home.Draft, home.Data);
    }

    /// <summary>Durable as by default. Its log tells no values, and logical decoding can be used.</summary>
    private IEnumerable<string> Settings() => new[]
    {
        string.Create(CultureInfo.InvariantCulture, $"port={port}"), "listen_addresses=127.0.0.1", "unix_socket_directories=",
        "fsync=on", "synchronous_commit=on", "full_page_writes=on", "wal_level=logical",
        "log_checkpoints=off", "log_min_messages=warning", "log_min_error_statement=panic", "log_error_verbosity=terse", "log_line_prefix=",
    }.SelectMany(setting => new[] { "-c", setting });
}
