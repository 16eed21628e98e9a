using Microsoft.Extensions.Logging;
using MultiDbSync.Engine.Capture;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Identities;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Runtime;

/// <summary>
/// Runs the nodes that the hub store names, follows changes of the configuration, and cleans up nodes that are removed. Everything durable is in the hub
/// store and the nodes: killing the process at any instruction loses nothing.
/// </summary>
internal sealed class SyncEngine(EngineParts parts) : IAsyncDisposable
{
    private readonly Dictionary<string, NodeRunner> _runners = new(StringComparer.Ordinal);
    private readonly ILogger _logger = parts.Loggers.CreateLogger<SyncEngine>();
    /// <summary>The configuration changed: look at once.</summary>
    public void Reload() => parts.State.Reload.Set();

    /// <summary>Follows the configuration until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await parts.State.Readings.CountAsync(() => ReconcileAsync(cancellationToken));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                EngineLog.LoopFailed(_logger, "configuration", e);
            }

            await parts.State.Reload.WaitAsync(parts.Options.ConfigurationPoll, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var runner in _runners.Values) await runner.DisposeAsync();
        _runners.Clear();
    }

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        var before = parts.State.Topology;
        parts.State.Topology = parts.State.Drifted.Apply(await parts.Store.ReadTopologyAsync(cancellationToken));
        var wanted = await parts.Registry.EnabledAsync(parts.State.Topology, cancellationToken);
        if (wanted.Count == 0) parts.State.Halted = false;
        foreach (var (name, runner) in _runners.ToList())
        {
            if (wanted.Any(w => w.Installation.Node.Name == name && w.Installation.Fingerprint == runner.Installation.Fingerprint)) continue;
            parts.State.Nodes.TryRemove(name, out _);
            _runners.Remove(name);
            await runner.DisposeAsync();
            parts.State.Running.TryRemove(name, out _);
        }

        await FormKeysAsync(before, cancellationToken);
        foreach (var (installation, epoch) in wanted)
        {
            if (_runners.ContainsKey(installation.Node.Name)) continue;
            await StartAsync(installation, epoch, cancellationToken);
        }

        await parts.Registry.ForgetSetsAsync(parts.State.Topology, cancellationToken);

        // Marked since the list above was read, its loops still run, and would put back what is taken out: the next round stops them first.
        foreach (var (node, epoch) in await parts.Registry.RemovingAsync(cancellationToken))
            if (!_runners.ContainsKey(node.Name) && !parts.State.EndLoad(node.Name)) await RemoveAsync(node, epoch, cancellationToken);
        await LetLeaveAsync(cancellationToken);
    }

    // What was committed by the old agreement after the keys were formed anew: its nodes' loops have ended by now.
    private async Task FormKeysAsync(Topology.TopologySnapshot before, CancellationToken cancellationToken)
    {
        foreach (var set in parts.State.Topology.Sets.Values)
        {
            if (!before.Sets.TryGetValue(set.Name, out var old)) continue;
            var weaker = set.Tables.Where(t => old.Table(t.Schema.Name) is { } known && AgreedEquality.Differs(known.Schema, t.Schema)).Select(t => t.Schema).ToList();
            if (weaker.Count > 0) await new AgreedKeys(parts.Log).ReformAsync(set.Name, weaker, cancellationToken);
        }
    }

    private async Task StartAsync(NodeInstallation installation, int epoch, CancellationToken cancellationToken)
    {
        try
        {
            var connector = parts.Connectors.Create(installation.Node, parts.State.Topology);
            var node = new NodeContext(connector, epoch, parts.Loggers.CreateLogger("MultiDbSync.Node." + installation.Node.Name));
            parts.State.Running[installation.Node.Name] = true;
            parts.State.Nodes[installation.Node.Name] = node;
            _runners.Add(installation.Node.Name, new NodeRunner(node, installation, parts));
        }
        catch (ConnectorException e)
        {
            await parts.Registry.NeedsAttentionAsync(installation.Node.Name, e.Message, cancellationToken);
        }
    }

    private async Task RemoveAsync(Topology.NodeInfo node, int epoch, CancellationToken cancellationToken)
    {
        try
        {
            await using var connector = parts.Connectors.Create(node, parts.State.Topology);
            await CaptureLastAsync(connector, epoch, cancellationToken);
            await ReturnNumbersAsync(connector, cancellationToken);
            await connector.Installer.UninstallAsync(cancellationToken);
            await parts.Registry.ForgetAsync(node.Name, cancellationToken);
            EngineLog.NodeRemoved(_logger, node.Name);
            parts.Events.Publish(new Contracts.Realtime.SyncEvent(Contracts.Realtime.SyncEventKind.Configuration, parts.Clock.GetUtcNow()));
        }
        catch (ConnectorException e)
        {
            await parts.Registry.NoteAsync(node.Name, $"Being removed, but its triggers can't be taken out yet: {e.Message}", cancellationToken);
        }
    }

    // Databases that leave a set don't run: they are started again, without it, by the next round.
    private async Task LetLeaveAsync(CancellationToken cancellationToken)
    {
        var leave = new MembershipEnd(parts, CaptureLastAsync);
        foreach (var (set, node) in await leave.FindAsync(cancellationToken))
            if (!_runners.ContainsKey(node.Name) && !parts.State.EndLoad(node.Name) && await leave.RunAsync(set, node, cancellationToken)) parts.State.Reload.Set();
    }

    private async Task ReturnNumbersAsync(INodeConnector connector, CancellationToken cancellationToken)
    {
        try
        {
            await IdentityKeeper.ReturnAsync(connector, parts, cancellationToken);
        }
        catch (ConnectorException e)
        {
            EngineLog.NumbersNotReturned(_logger, connector.Node.Name, e.Message);
        }
    }

    // What its applications committed before belongs to the others too. False where not all of that could be taken: a removal goes on and says so, since a
    // database that is broken must be removable, too; one that only leaves a set waits.
    private async Task<bool> CaptureLastAsync(INodeConnector connector, int epoch, CancellationToken cancellationToken)
    {
        var capture = new NodeCapture(connector, parts.Log);
        var origin = new Origin(connector.Node.Name, epoch);
        var nothing = new CaptureInstallation(parts.Store.HubId, parts.Store.Incarnation, []);
        try
        {
            if (await connector.Installer.CheckAsync(nothing, cancellationToken) is not { Installed: true } check || check.Hub != parts.Store.HubId) return true;
            CaptureOutcome outcome;
            do
            {
                outcome = await capture.StepAsync(origin, parts.State.Topology, check: false, Announce, cancellationToken);
            }
            while (outcome.Entries > 0 && outcome.Result.Status == CommitStatus.Committed);
            return outcome.Result.Status == CommitStatus.Committed;
        }
        catch (ConnectorException e)
        {
            EngineLog.LastCaptureFailed(_logger, connector.Node.Name, e.Message);
            return false;
        }
    }

    private void Announce(CommitResult result)
    {
        foreach (var set in result.Grown) parts.State.Signal(set);
        foreach (var conflict in result.OpenedConflicts)
            parts.Events.Publish(new Contracts.Realtime.SyncEvent(Contracts.Realtime.SyncEventKind.Conflict, parts.Clock.GetUtcNow(), conflict.SyncSet, ConflictId: conflict.Id));
    }
}
