using MultiDbSync.AppHost.Cluster;

namespace MultiDbSync.AppHost.LocalCluster;

/// <summary>What the command line does.</summary>
internal sealed class ClusterRunner(ClusterConsole console, HttpClient http, TimeProvider time)
{
    /// <summary>Starts a cluster and keeps it until told to stop.</summary>
    public async Task<int> RunAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        await using var cluster = new RunningCluster(options, console, http, time);
        await cluster.StartAsync(cancellationToken);
        await StayAsync(cancellationToken);
        return 0;
    }

    /// <summary>Runs the demo in the cluster that runs already, or in one that it starts and then keeps.</summary>
    public async Task<int> DemoAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        var file = new ClusterFile(options.ClusterFile);
        if (file.Read() is { } running && await Readiness.HttpAsync(http, $"{running.Api}/health", cancellationToken))
            return await DemoAsync(running.Api, (await File.ReadAllTextAsync(running.OperatorKeyFile, cancellationToken)).Trim(), running.Web, cancellationToken);

        await using var cluster = new RunningCluster(options, console, http, time);
        await cluster.StartAsync(cancellationToken);
        var result = await DemoAsync(cluster.ApiAddress, cluster.OperatorKey, cluster.WebAddress, cancellationToken);
        console.Line("demo", "The cluster stays up: Ctrl+C stops it.");
        await StayAsync(cancellationToken);
        return result;
    }

    private static Task StayAsync(CancellationToken cancellationToken) =>
        Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);

    private async Task<int> DemoAsync(string api, string operatorKey, string web, CancellationToken cancellationToken)
    {
        var run = await new DemoClient(http, time).RunAsync(api, operatorKey, Show, cancellationToken);
        console.Line("demo", $"{run.Status}: {run.Conflicts} conflicts. See {web}/conflicts");
        return run.Succeeded ? 0 : 1;

        void Show(DemoRun now) => console.Line("demo", $"run {now.Id}: {now.Status}, {now.Percent} %{(now.Message is null ? "" : $", {now.Message}")}");
    }
}
