using MultiDbSync.AppHost.Cluster;
using MultiDbSync.AppHost.Embedded;
using MultiDbSync.AppHost.LocalCluster;

namespace MultiDbSync.AppHost;

/// <summary>Where the Aspire packages are not to be had, this starts the local cluster; else AppHost.cs is the program.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (EmbeddedVerbs.TryRun(args) is { } embedded)
            return await embedded;

        using var signals = new StopSignals(keyboard: true);
        var console = ClusterConsole.Create();
        using var http = new HttpClient();
        var runner = new ClusterRunner(console, http, TimeProvider.System);
        try
        {
            return await ClusterCommandLine.InvokeAsync(ClusterCommandLine.Build(runner.RunAsync, runner.DemoAsync), args, signals.Token);
        }
        catch (ClusterException error)
        {
            console.Fail("cluster", error.Message);
            return 1;
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return 0;
        }
    }
}
