using MultiDbSync.AppHost.Embedded;
using MultiDbSync.AppHost.Servers;

namespace MultiDbSync.Tests.EndToEnd.Servers;

/// <summary>A running cluster whose sample is on SQLite, PostgreSQL and MySQL or MariaDB.</summary>
public sealed class ServerClusterFixture : ClusterFixture
{
    internal override bool Servers => true;

    private protected override async Task<string?> FindMissingAsync()
    {
        if (await ContainerRuntime.FindAsync() is not null || (PostgresPrograms.Find() is not null && MySqlPrograms.Find() is not null))
            return null;

        var missing = new List<string>();
        if (PostgresPrograms.Find() is null)
            missing.Add("PostgreSQL");
        if (MySqlPrograms.Find() is null)
            missing.Add("MariaDB or MySQL");
        return $"No container runtime answers, and {string.Join(" and ", missing)} is not installed.";
    }
}
