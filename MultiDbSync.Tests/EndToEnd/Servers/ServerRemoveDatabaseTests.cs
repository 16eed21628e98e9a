using MultiDbSync.AppHost;
using MultiDbSync.Tests.EndToEnd.Cases;
using MultiDbSync.Tests.EndToEnd.Databases;

namespace MultiDbSync.Tests.EndToEnd.Servers;

/// <summary>On PostgreSQL and on MySQL or MariaDB.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class ServerRemoveDatabaseTests(ServerClusterFixture fixture) : RemoveDatabaseCases(fixture)
{
    [Fact]
    public async Task PostgresDatabase_Removed_KeepsItsRowsAndNothingOfOurs()
    {
        using var admin = Fixture.Databases.OpenAsAdministrator(ResourceNames.Postgres);
        admin.Execute("CREATE DATABASE branch OWNER library");

        await JoinsAndLeavesAsync(new PostgresTestDatabase("pg-branch", Fixture.Databases.ConnectionTo(ResourceNames.Postgres, "branch")));
    }

    [Fact]
    public async Task MySqlDatabase_Removed_KeepsItsRowsAndNothingOfOurs()
    {
        using var admin = Fixture.Databases.OpenAsAdministrator(ResourceNames.MySql);
        admin.Execute("CREATE DATABASE branch");
        foreach (var host in admin.Texts("SELECT host FROM mysql.user WHERE user = 'library'"))
            admin.Execute($"GRANT ALL PRIVILEGES ON branch.* TO 'library'@'{host}'");

        await JoinsAndLeavesAsync(new MySqlTestDatabase("my-branch", Fixture.Databases.ConnectionTo(ResourceNames.MySql, "branch")));
    }
}
