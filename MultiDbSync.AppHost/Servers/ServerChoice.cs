using MultiDbSync.AppHost.Cluster;

namespace MultiDbSync.AppHost.Servers;

/// <summary>Decides how each server is to be had: as a container where a runtime answers, else from the programs installed here.</summary>
internal sealed class ServerChoice(DataFolder data, ClusterSecrets secrets, int postgresPort, int mySqlPort)
{
    /// <param name="runtime">The command of a container runtime; null for none.</param>
    /// <exception cref="ClusterException">A server is not to be had; tells what to install, for each.</exception>
    public async Task<IReadOnlyList<IDatabaseServer>> ChooseAsync(string? runtime, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        var chosen = new[]
        {
            await PostgresAsync(runtime, missing, cancellationToken),
            await MySqlAsync(runtime, missing, cancellationToken),
        };
        if (missing.Count == 0)
            return [.. chosen.OfType<IDatabaseServer>()];

        var containers = runtime is null ? "No container runtime answers (docker, podman), and:" : $"{runtime} can't bring the images, and:";
        throw new ClusterException(string.Join(
            Environment.NewLine, [containers, .. missing, $"With --databases {SampleKind.Simulated} nothing needs to be installed."]));
    }

    private async Task<IDatabaseServer?> PostgresAsync(string? runtime, List<string> missing, CancellationToken cancellationToken)
    {
        var database = new PostgresDatabase(postgresPort, secrets.Password(ResourceNames.Postgres));
        if (runtime is not null)
        {
            var container = new ContainerServer(runtime, ServerImage.Postgres, postgresPort, data, secrets, database.Connection, database.IsReadyAsync);
            if (await container.CanPullAsync(cancellationToken))
                return container;
        }

        if (PostgresPrograms.Find() is { } programs)
            return new LocalPostgres(programs, postgresPort, data, secrets);

        missing.Add("  PostgreSQL is missing: initdb and postgres are neither on PATH nor in /usr/lib/postgresql/*/bin. Install it, for instance by apt-get install postgresql");
        return null;
    }

    private async Task<IDatabaseServer?> MySqlAsync(string? runtime, List<string> missing, CancellationToken cancellationToken)
    {
        var database = new MySqlDatabase(mySqlPort, secrets.Password(ResourceNames.MySql));
        if (runtime is not null)
        {
            var container = new ContainerServer(runtime, ServerImage.MySql, mySqlPort, data, secrets, database.Connection, database.IsReadyAsync);
            if (await container.CanPullAsync(cancellationToken))
                return container;
        }

        if (MySqlPrograms.Find() is { } programs)
            return new LocalMySql(programs, mySqlPort, data, secrets);

        missing.Add("  MariaDB or MySQL is missing: mariadbd or mysqld is neither on PATH nor in /usr/sbin. Install one, for instance by apt-get install mariadb-server");
        return null;
    }
}
