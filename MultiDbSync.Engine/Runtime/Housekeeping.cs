using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Alerts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Mail;
using MultiDbSync.Engine.Metrics;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Runtime;

/// <summary>Prunes what every database has received, and old figures. A database that is away pins the log: nothing that it lacks is dropped.</summary>
internal sealed class Housekeeping(EngineParts parts)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = parts.Loggers.CreateLogger<Housekeeping>();
    private readonly HubPruner _pruner = new(parts.Log, EngineSafeties.AllOn);

    /// <summary>Works until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Repeat.EveryAsync(Interval, "housekeeping", StepAsync, parts.Clock, _logger, cancellationToken);

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        var topology = parts.State.Topology;
        foreach (var set in topology.Sets.Values)
        {
            var nodes = set.Nodes.Where(n => set.RouteOf(n).PinsLog).Select(n => parts.State.Nodes.GetValueOrDefault(n)).ToList();
            if (nodes.Contains(null) || await StatesAsync(nodes!, set.Name, cancellationToken) is not { } states) continue;
            var pruned = await _pruner.PruneAsync(set.Name, states, parts.Clock.GetUtcNow() - parts.Options.KeepLog, row => topology.FormOf(set.Name, row), cancellationToken);
            if (pruned > 0) EngineLog.Pruned(_logger, pruned, set.Name);
        }

        await using var db = parts.Store.CreateContext();
        await MetricsRollUp.RunAsync(db, parts.Clock.GetUtcNow(), cancellationToken);
        await AlertBook.ForgetOldAsync(db, parts.Clock.GetUtcNow(), cancellationToken);
        await Outbox.ForgetOldAsync(db, parts.Clock.GetUtcNow(), cancellationToken);
        await ForgetConflictsAsync(db, cancellationToken);
    }

    // Open ones stay, however old.
    private async Task ForgetConflictsAsync(HubDbContext db, CancellationToken cancellationToken)
    {
        if (parts.Options.KeepConflicts is not { } keep) return;
        var settledBefore = parts.Clock.GetUtcNow() - keep;
        var forgotten = await db.Conflicts.Where(c => c.Status != ConflictStatus.Open && c.ResolvedAt < settledBefore).ExecuteDeleteAsync(cancellationToken);
        if (forgotten > 0) EngineLog.ConflictsForgotten(_logger, forgotten);
    }

    // Null when a node can't be asked: what it has received is not known, so nothing of the set is pruned.
    private static async Task<List<NodeState>?> StatesAsync(IEnumerable<NodeContext> nodes, string syncSet, CancellationToken cancellationToken)
    {
        try
        {
            var states = new List<NodeState>();
            foreach (var node in nodes) states.Add(await node.Connector.Applier.ReadStateAsync(syncSet, cancellationToken));
            return states;
        }
        catch (ConnectorException)
        {
            return null;
        }
    }
}
