using System.Globalization;
using Garnet;

namespace MultiDbSync.AppHost.Embedded;

/// <summary>A Redis server inside this process, for machines without a container runtime.</summary>
internal static class GarnetHost
{
    public static async Task<int> RunAsync(int port)
    {
        using var signals = new StopSignals(keyboard: false);
        using var server = new GarnetServer(
        [
            "--bind", "127.0.0.1",
            "--port", port.ToString(CultureInfo.InvariantCulture),
            "--memory", "64m",
            "--index", "1m",
            "--lua", "true",
        ]);
        server.Start();
        await Task.Delay(Timeout.Infinite, signals.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        return 0;
    }
}
