using Microsoft.Extensions.Logging;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Delivery;
using MultiDbSync.Engine.Diagnostics;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Identities;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;
using Polly;
using Polly.Retry;

namespace MultiDbSync.Engine.Runtime;

/// <summary>Runs one node's loops until told to stop. Each loop retries its own failures with backoff and jitter, and holds up nobody else.</summary>
internal sealed class NodeRunner : IAsyncDisposable
{
    private const string StartName = "start";
    private const string CheckName = "check";
    private const string NumbersName = "numbers";
    private const string ClockName = "clock";

    private readonly CancellationTokenSource _stop = new();
    private readonly NodeContext _node;
    private readonly EngineParts _parts;
    private readonly SchemaWatch _schema;
    private readonly IdentityKeeper _identities;
    private readonly ClockWatch _clock;
    private readonly Task _work;
    private string _damaged = "";

    public NodeRunner(NodeContext node, NodeInstallation installation, EngineParts parts)
    {
        _node = node;
        _parts = parts;
        _schema = new SchemaWatch(node, parts);
        _identities = new IdentityKeeper(node, parts);
        _clock = new ClockWatch(node, parts);
        Installation = installation;
        _work = Task.Run(RunAsync);
    }

    public NodeInstallation Installation { get; }

    public NodeContext Node => _node;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _node.Connector.DisposeAsync();
        _schema.Dispose();
        _identities.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync() => await Retry(StartName).ExecuteAsync(async token => await StartAsync(token), _stop.Token);

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await HasMovedOnAsync(cancellationToken)) await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        await InstallAsync(cancellationToken);
        await _clock.MeasureAsync(cancellationToken);
        _node.Health.Online(StartName, _parts.Clock.GetUtcNow());
        EngineLog.NodeStarted(_node.Logger, _node.Name, Installation.Capture.Sets.Count);
        await using var session = await HubSession.OpenAsync(_parts.Store, cancellationToken);
        var capture = new CaptureLoop(_node, _parts.State, _parts.Log, _parts.Events, _parts.Options, _parts.Clock, _schema.BeforeCommitAsync);
        var delivery = new DeliveryLoop(
            _node, _parts.State, new NodeDelivery(_node.Connector, new DeliveryPlanner(session, EngineSafeties.AllOn), _parts.Clock, _identities.MakeWayAsync),
            new TargetFindings(_parts.Log, _parts.Clock), new DeadLetterBook(_parts.Store, _parts.Clock), _parts.Events, _parts.Options, _parts.Clock);
        await Task.WhenAll(
            Task.Run(() => LoopAsync(CaptureLoop.CaptureName, capture.RoundAsync), cancellationToken),
            Task.Run(() => LoopAsync(DeliveryLoop.DeliveryName, token => DeliverAsync(delivery, token)), cancellationToken),
            Task.Run(() => LoopAsync(NumbersName, TendNumbersAsync), cancellationToken),
            Task.Run(() => LoopAsync(ClockName, WatchClockAsync), cancellationToken),
            Task.Run(() => LoopAsync(CheckName, CheckAsync), cancellationToken));
    }

    private async Task LoopAsync(string name, Func<CancellationToken, Task> round)
    {
        var pipeline = Retry(name);
        while (!_stop.IsCancellationRequested) await pipeline.ExecuteAsync(async token => await round(token), _stop.Token);
    }

    // A table that is no longer what it was makes another installation of this one: the engine stops these loops and starts others for it.
    private async Task<bool> HasMovedOnAsync(CancellationToken cancellationToken)
    {
        await _schema.LookAsync(cancellationToken);
        var now = await _parts.Registry.EnabledAsync(_parts.State.Topology, cancellationToken);
        return now.All(n => n.Installation.Fingerprint != Installation.Fingerprint);
    }

    private async Task DeliverAsync(DeliveryLoop delivery, CancellationToken cancellationToken)
    {
        try
        {
            await delivery.RoundAsync(cancellationToken);
        }
        catch (ConnectorException e) when (e.ErrorClass == ConnectorErrorClass.Schema)
        {
            // A table may have changed since it was looked at last. If so it rests from now on, and the others go on.
            if (!await _schema.LookAsync(cancellationToken)) throw;
        }
    }

    private async Task TendNumbersAsync(CancellationToken cancellationToken)
    {
        var complete = await _identities.TendAsync(cancellationToken);
        _node.Health.Online(NumbersName, _parts.Clock.GetUtcNow());
        await Task.Delay(complete ? _parts.Options.CaptureCheck : _parts.Options.DeliveryPoll, _parts.Clock, cancellationToken);
    }

    private async Task WatchClockAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(_parts.Options.ClockCheck, _parts.Clock, cancellationToken);
        await _clock.MeasureAsync(cancellationToken);
        _node.Health.Online(ClockName, _parts.Clock.GetUtcNow());
    }

    private Task InstallAsync(CancellationToken cancellationToken) => _node.Connector.Installer.InstallAsync(Installation.Capture, cancellationToken);

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(_parts.Options.CaptureCheck, _parts.Clock, cancellationToken);
        if (await _schema.LookAsync(cancellationToken)) return;
        var check = await _node.Connector.Installer.CheckAsync(Installation.Capture, cancellationToken);
        _node.Health.Online(CheckName, _parts.Clock.GetUtcNow());
        var damaged = check.Installed ? string.Join(", ", check.DamagedTables) : "all tables";
        if (damaged == _damaged) return;
        _damaged = damaged;
        if (damaged.Length == 0) return;
        EngineLog.CaptureDamaged(_node.Logger, _node.Name, damaged);
        await InstallAsync(cancellationToken);
        _node.Health.Attention($"Capture of {damaged} was damaged or the table has changed; it has been put back. Changes made meanwhile may be missing: compare the databases.");
    }

    private ResiliencePipeline Retry(string loop) =>
        new ResiliencePipelineBuilder { TimeProvider = _parts.Clock }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(100),
                MaxDelay = TimeSpan.FromSeconds(15),
                ShouldHandle = new PredicateBuilder().Handle<Exception>(e => e is not OperationCanceledException || !_stop.IsCancellationRequested),
                OnRetry = arguments => OnFailure(loop, arguments),
            })
            .Build();

    private ValueTask OnFailure(string loop, OnRetryArguments<object> arguments)
    {
        var error = arguments.Outcome.Exception!;
        if (error is NodeRefusedException) _node.Health.Attention(error.Message);
        else if (error is not ConnectorException { ErrorClass: ConnectorErrorClass.Transient } || arguments.AttemptNumber >= 5) _node.Health.Offline(loop, error.Message);
        SyncTelemetry.Retries.Add(1, new KeyValuePair<string, object?>("mds.node", _node.Name));
        if (arguments.AttemptNumber is 0 or 10 || arguments.AttemptNumber % 100 == 0)
            EngineLog.NodeFailed(_node.Logger, _node.Name, loop, error is ConnectorException or NodeRefusedException ? error.Message : error.ToString(), arguments.RetryDelay);
        return ValueTask.CompletedTask;
    }
}
