using System.Net.NetworkInformation;
using MultiDbSync.AppHost;
using MultiDbSync.Tests.EndToEnd.Cases;
using MultiDbSync.Tests.Support;
using MySqlConnector;
using Npgsql;

namespace MultiDbSync.Tests.EndToEnd.Servers;

/// <summary>The servers as the local cluster runs them.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class ServerClusterTests(ServerClusterFixture fixture) : ClusterCases(fixture)
{
    private static readonly string[] Servers = [ResourceNames.Postgres, ResourceNames.MySql];

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(40);

    [Fact]
    public void Servers_ListenOnThisMachineOnly()
    {
        var databases = Fixture.Cluster.Description.Databases;
        int[] ports =
        [
            new NpgsqlConnectionStringBuilder(databases[ResourceNames.Postgres]).Port,
            (int)new MySqlConnectionStringBuilder(databases[ResourceNames.MySql]).Port,
        ];

        var listening = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(end => ports.Contains(end.Port)).ToList();

        Assert.Equal(Fixture.Databases.Names.Order(), databases.Keys.Order());
        Assert.Equal(ports.Order(), listening.Select(end => end.Port).Order());
        Assert.All(listening, end => Assert.Equal("127.0.0.1", end.Address.ToString()));
    }

    [Fact]
    public void Passwords_AreForTheirOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        var files = Directory.GetFiles(Fixture.Cluster.Description.Data, "*-password");

        Assert.Equal(4, files.Length);
        foreach (var file in files)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.DoesNotContain(File.ReadAllText(file).Trim(), Fixture.Cluster.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AppHost_Killed_LeavesNoServer()
    {
        await using var cluster = await TestCluster.StartAsync(servers: true);
        var pids = Servers.Select(cluster.ServerPid).OfType<int>().Concat(cluster.Description.Pids.Values).ToList();
        Assert.All(pids, pid => Assert.True(ProcessTable.Lives(pid)));

        cluster.KillAppHost();

        await Eventually.TrueAsync(() => !pids.Exists(ProcessTable.Lives), Soon, () => cluster.Output);
    }

    [Theory]
    [InlineData(ResourceNames.Postgres)]
    [InlineData(ResourceNames.MySql)]
    public async Task Guard_Killed_ServerIsStoppedAndStartedAgain(string server)
    {
        var pid = Fixture.Cluster.ServerPid(server);
        Assert.SkipWhen(pid is null, "The server runs in a container.");

        await Fixture.Cluster.RestartedAsync(server, await Fixture.Cluster.KillAsync(server));

        await Eventually.TrueAsync(() => Fixture.Cluster.ServerPid(server) is { } other && other != pid && Fixture.Databases.Answers(server), Soon, () => Fixture.Cluster.Output);
        await Fixture.SettleAsync();
    }
}
