using Aspire.Hosting;
using Aspire.Hosting.Testing;
using MultiDbSync.AppHost;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.EndToEnd;

/// <summary>The same paths as <c>LocalClusterTests</c>, where Aspire is the host.</summary>
public sealed class AspireAppHostTests
{
    private static readonly TimeSpan TimeToStart = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Start_EverythingHealthy_AnswersAndTellsItsAddresses()
    {
        using var folder = new TemporaryFolder();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeToStart);
        string[] args = ["--data", folder.File("data"), "--cluster-file", folder.File("cluster.json")];
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.MultiDbSync_AppHost>(args, limit.Token);
        await using var app = await builder.BuildAsync(limit.Token);

        await app.StartAsync(limit.Token);

        foreach (var name in new[] { ResourceNames.SyncWorker, ResourceNames.Api, ResourceNames.Web })
            await app.ResourceNotifications.WaitForResourceHealthyAsync(name, limit.Token);
        using var api = app.CreateHttpClient(ResourceNames.Api, "http");
        using var answer = await api.GetAsync("/api/auth/setup", limit.Token);
        answer.EnsureSuccessStatusCode();
        await Eventually.TrueAsync(() => File.Exists(folder.File("cluster.json")), TimeSpan.FromMinutes(1));
        Assert.NotNull(await app.GetConnectionStringAsync(ResourceNames.Redis, limit.Token));
    }
}
