using Microsoft.Extensions.Configuration;
using MultiDbSync.AppHost.Cluster;

namespace MultiDbSync.AppHost.Hosting;

/// <summary>The demo in a cluster that runs already.</summary>
internal static class RunningDemo
{
    /// <returns>The exit code; null where no cluster runs.</returns>
    public static async Task<int?> TryAsync(string[] args)
    {
        var file = LocalRun.ClusterFileOf(new ConfigurationBuilder().AddCommandLine(args[1..]).Build());
        using var http = new HttpClient();
        if (file.Read() is not { } cluster || !await Readiness.HttpAsync(http, $"{cluster.Api}/health", CancellationToken.None))
            return null;

        try
        {
            var key = (await File.ReadAllTextAsync(cluster.OperatorKeyFile)).Trim();
            var run = await new DemoClient(http, TimeProvider.System).RunAsync(cluster.Api, key, now => Console.WriteLine($"{now.Status}, {now.Percent} %"), CancellationToken.None);
            Console.WriteLine($"{run.Conflicts} conflicts. See {cluster.Web}/conflicts");
            return run.Succeeded ? 0 : 1;
        }
        catch (ClusterException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }
}
