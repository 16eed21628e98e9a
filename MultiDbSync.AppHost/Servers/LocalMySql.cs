using System.Globalization;
using MultiDbSync.AppHost.Cluster;

namespace MultiDbSync.AppHost.Servers;

/// <summary>A MariaDB or MySQL server of the programs that are installed here, with a data folder of its own.</summary>
internal sealed class LocalMySql(MySqlPrograms programs, int port, DataFolder data, ClusterSecrets secrets) : IDatabaseServer
{
    private const string PidFile = "server.pid";

    private readonly MySqlDatabase _database = new(port, secrets.Password(ResourceNames.MySql));

    public string Name => ResourceNames.MySql;

    public string Address => _database.Address;

    public string Connection => _database.Connection;

    public async Task<ServerCommand> PrepareAsync(CancellationToken cancellationToken)
    {
        var account = ServerAccount.Choose("mysql");
        var home = await ServerHome.OpenAsync(data, Name, account, cancellationToken);
        if (!Directory.Exists(home.Data))
            await MakeAsync(home, cancellationToken);
        var accounts = await home.WriteAsync("accounts.sql", Accounts(), cancellationToken);
        return new ServerCommand(programs.Server, Settings(home, accounts), PosixSignalNumber.Terminate)
        {
            Account = account,
            Folder = home.Data,
            PidFile = Path.Combine(home.Data, PidFile),
        };
    }

    public Task<bool> IsReadyAsync(CancellationToken cancellationToken) => _database.IsReadyAsync(cancellationToken);

    private async Task MakeAsync(ServerHome home, CancellationToken cancellationToken)
    {
        if (Directory.Exists(home.Draft))
            Directory.Delete(home.Draft, recursive: true);
        if (programs.Installer is { } installer)
            await home.RunAsync(installer, ["--no-defaults", $"--datadir={home.Draft}", "--auth-root-authentication-method=normal", "--skip-test-db"], null, cancellationToken);
        else
            await home.RunAsync(programs.Server, ["--no-defaults", "--initialize-insecure", $"--datadir={home.Draft}"], null, cancellationToken);
        Directory.Move(home.Draft, home.Data);
    }

    /// <summary>Run by the server before it listens, at each start; one statement a line.</summary>
    private string Accounts()
    {
        var hosts = new[] { "localhost", "127.0.0.1" };
        var password = secrets.Password(Name);
        return string.Join('\n',
        [
            $"CREATE DATABASE IF NOT EXISTS {ResourceNames.Library} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;",
            $"ALTER USER 'root'@'localhost' IDENTIFIED BY '{secrets.Password($"{Name}-admin")}';",
            .. hosts.Select(host => $"CREATE USER IF NOT EXISTS '{ResourceNames.Library}'@'{host}' IDENTIFIED BY '{password}';"),
            .. hosts.Select(host => $"ALTER USER '{ResourceNames.Library}'@'{host}' IDENTIFIED BY '{password}';"),

            // So that a table that is emptied by TRUNCATE is noticed: no trigger sees that.
            .. hosts.Select(host => $"GRANT PROCESS ON *.* TO '{ResourceNames.Library}'@'{host}';"),
            .. hosts.Select(host => $"GRANT ALL PRIVILEGES ON {ResourceNames.Library}.* TO '{ResourceNames.Library}'@'{host}';"),
            "",
        ]);
    }

    /// <summary>Durable as by default; the socket's path is relative, since such paths must be short.</summary>
    private IReadOnlyList<string> Settings(ServerHome home, string accounts) =>
    [
        "--no-defaults", $"--datadir={home.Data}", string.Create(CultureInfo.InvariantCulture, $"--port={port}"), "--bind-address=127.0.0.1",
        "--socket=server.sock", $"--pid-file={Path.Combine(home.Data, PidFile)}", $"--init-file={accounts}",
        "--character-set-server=utf8mb4", "--innodb-flush-log-at-trx-commit=1", "--innodb-doublewrite=ON", "--skip-log-bin",
        .. programs.Installer is null ? new[] { "--mysqlx=OFF" } : [],
    ];
}
