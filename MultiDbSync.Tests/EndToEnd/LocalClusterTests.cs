using System.Net;
using MultiDbSync.AppHost;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.EndToEnd;

[Collection(EndToEndCollection.Name)]
public sealed class LocalClusterTests(ClusterFixture fixture)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Start_EverythingHealthy_AnswersAndTellsItsAddresses()
    {
        var cluster = fixture.Cluster;
        using var http = new HttpClient();

        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(http, $"{cluster.Description.Web}/health"));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(http, $"{cluster.Description.Api}/health"));
        Assert.StartsWith($"{cluster.Description.Web}/setup?token=", cluster.Description.AdminSetupUrl, StringComparison.Ordinal);
        Assert.Equal(ResourceNames.SampleDatabases.Order(), cluster.Description.Databases.Keys.Order());
        Assert.Contains("MultiDbSync is running", cluster.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ResourceNames.Redis)]
    [InlineData(ResourceNames.SyncWorker)]
    public async Task Process_Killed_IsStartedAgain(string resource)
    {
        var killed = await fixture.Cluster.KillAsync(resource);

        await fixture.Cluster.RestartedAsync(resource, killed);
    }

    [Fact]
    public async Task AppHost_Killed_LeavesNoProcess()
    {
        await using var cluster = await TestCluster.StartAsync();
        var pids = cluster.Description.Pids.Values.ToList();
        Assert.All(pids, pid => Assert.True(ProcessTable.Lives(pid)));

        cluster.KillAppHost();

        await Eventually.TrueAsync(() => !pids.Exists(ProcessTable.Lives), Soon, () => cluster.Output);
    }

    [Fact]
    public async Task AppHost_Terminated_StopsAllAndRemovesItsDescription()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using var cluster = await TestCluster.StartAsync();
        var pids = cluster.Description.Pids.Values.ToList();

        Assert.Equal(0, await cluster.TerminateAsync());

        Assert.False(cluster.HasFile);
        Assert.DoesNotContain(pids, ProcessTable.Lives);
    }

    private static async Task<HttpStatusCode> StatusOfAsync(HttpClient http, string address)
    {
        using var response = await http.GetAsync(address, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
