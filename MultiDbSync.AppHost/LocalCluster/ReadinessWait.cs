using MultiDbSync.AppHost.Cluster;

namespace MultiDbSync.AppHost.LocalCluster;

/// <summary>Waits until a process is ready, as long as there is hope.</summary>
internal sealed class ReadinessWait(TimeProvider time)
{
    private const int HopelessCrashes = 3;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <exception cref="ClusterException">It crashed again and again, or took too long; tells what it said, unless that was shown.</exception>
    public async Task WaitAsync(SupervisedProcess process, Func<CancellationToken, Task<bool>> ready, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (!await ready(cancellationToken))
        {
            if (process.Crashes >= HopelessCrashes)
                throw Hopeless(process, $"ended {process.Crashes} times before it was ready");
            if (time.GetElapsedTime(began) > Limit)
                throw Hopeless(process, $"was not ready after {Limit.TotalMinutes:0} minutes");
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private static ClusterException Hopeless(SupervisedProcess process, string what) =>
        new(process.HiddenLines is { Length: > 0 } lines ? $"{process.Name} {what}. It said:{Environment.NewLine}{lines}" : $"{process.Name} {what}");
}
