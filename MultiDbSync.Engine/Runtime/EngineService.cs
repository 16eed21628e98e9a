using Microsoft.Extensions.Hosting;
using MultiDbSync.Engine.Alerts;
using MultiDbSync.Engine.Metrics;

namespace MultiDbSync.Engine.Runtime;

/// <summary>Everything that the engine does in the background, as one hosted service. <see cref="Reload"/> and <see cref="Deliver"/> are its only doors.</summary>
public sealed class EngineService : BackgroundService
{
    private readonly EngineParts _parts;
    private readonly SyncEngine _engine;
    private readonly RunExecutor _runs;

    internal EngineService(EngineParts parts, SyncEngine engine, RunExecutor runs)
    {
        _parts = parts;
        _engine = engine;
        _runs = runs;
    }

    /// <summary>Configuration or the queue of runs changed: look at once.</summary>
    public void Reload()
    {
        _engine.Reload();
        _runs.Notice();
    }

    /// <summary>The log of a sync set has grown by somebody else's doing (a decision): deliver at once.</summary>
    public void Deliver(string syncSet) => _parts.State.Signal(syncSet);

    /// <summary>A database has changes: read it at once.</summary>
    public void Capture(string node)
    {
        if (_parts.State.Nodes.TryGetValue(node, out var context)) context.Sweep.Set();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var status = new StatusReporter(_parts);
        var metrics = new MetricsRecorder(_parts, status);
        await using var engine = _engine;
        await Task.WhenAll(
            _engine.RunAsync(stoppingToken),
            _runs.RunAsync(stoppingToken),
            new Scheduler(_parts, _runs).RunAsync(stoppingToken),
            status.RunAsync(stoppingToken),
            metrics.RunAsync(stoppingToken),
            metrics.TellActivityAsync(stoppingToken),
            new Housekeeping(_parts).RunAsync(stoppingToken),
            new AlertWatch(_parts).RunAsync(stoppingToken));
    }
}
