using System.Collections.Concurrent;

namespace MultiDbSync.AppHost.LocalCluster;

/// <summary>All processes of a cluster, by resource name.</summary>
/// <param name="console">Gets their output.</param>
/// <param name="changed">Is told when a process id has changed.</param>
internal sealed class ProcessGroup(ClusterConsole console, TimeProvider time, Action changed)
{
    private readonly ConcurrentDictionary<string, SupervisedProcess> _processes = new();
    private readonly ReadinessWait _wait = new(time);

    public IReadOnlyDictionary<string, int> Pids =>
        _processes.Values.Where(process => process.Pid is not null).ToDictionary(process => process.Name, process => process.Pid!.Value);

    /// <exception cref="Cluster.ClusterException">It does not get ready.</exception>
    public async Task StartAsync(ProcessSpec spec, Func<CancellationToken, Task<bool>> ready, CancellationToken cancellationToken)
    {
        var process = _processes[spec.Name] = new SupervisedProcess(spec, console, time);
        process.Started += changed;
        process.Start();
        await _wait.WaitAsync(process, ready, cancellationToken);
    }

    /// <summary>Starts a running process anew with another command or environment.</summary>
    /// <exception cref="Cluster.ClusterException">It does not get ready.</exception>
    public async Task ReplaceAsync(ProcessSpec spec, Func<CancellationToken, Task<bool>> ready, CancellationToken cancellationToken)
    {
        var process = _processes[spec.Name];
        await process.ReplaceAsync(spec);
        await _wait.WaitAsync(process, ready, cancellationToken);
    }

    public async Task StopAsync(params IEnumerable<string> names) =>
        await Task.WhenAll(names.Select(async name =>
        {
            if (_processes.TryRemove(name, out var process))
                await process.DisposeAsync();
        }));

    /// <summary>Those that others depend on go last.</summary>
    public async Task StopAllAsync()
    {
        foreach (var process in _processes.Values)
            process.StartNoMore();
        await StopAsync(ResourceNames.Web, ResourceNames.Api, ResourceNames.SyncWorker);
        await StopAsync([.. _processes.Keys]);
    }
}
