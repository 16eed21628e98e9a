using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Runtime;

/// <summary>
/// "Sync now": reads every node of the set, then delivers until each has what the hub had by then. Safe at any time; in a real-time set it is a proof
/// more than a push.
/// </summary>
internal sealed class SyncRunHandler(EngineParts parts) : IRunHandler
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    public bool Handles(RunKind kind) => kind is RunKind.Manual or RunKind.Scheduled;

    public async Task<(RunStatus Status, string? Message)> ExecuteAsync(RunProgress progress, CancellationToken cancellationToken)
    {
        if (!parts.State.Topology.Sets.TryGetValue(progress.Run.SyncSet, out var set)) return (RunStatus.Failed, $"There is no sync set {progress.Run.SyncSet}.");
        if (!set.Enabled) return (RunStatus.Failed, $"{set.Name} is switched off. Switch it on to synchronise.");
        await using var session = await HubSession.OpenAsync(parts.Store, cancellationToken);
        var (captured, applied) = Counts(set);
        using var open = parts.State.Open(set.Name);
        var quiet = await DrainAsync(session, set, progress, cancellationToken);
        var (capturedNow, appliedNow) = Counts(set);
        (progress.Run.Captured, progress.Run.Applied) = (capturedNow - captured, appliedNow - applied);
        progress.Run.Conflicts = (int)(session.Number("SELECT count(*) FROM data_conflicts WHERE sync_set=$1 AND detected_at>=$2", set.Name, progress.Run.StartedAt!.Value.ToUnixTimeMilliseconds()) ?? 0);
        var away = Missing(set);
        if (away.Count > 0) return (RunStatus.Incomplete, $"Not reached: {string.Join(", ", away)}. What it lacks is delivered once it is back.");
        return quiet ? (RunStatus.Succeeded, null) : (RunStatus.Incomplete, "Databases went on changing, or a row is held. The rest follows by itself.");
    }

    // Until every node has been read since the run began and has received all that the hub had then; or nothing moves any more.
    private async Task<bool> DrainAsync(HubSession session, SyncSetInfo set, RunProgress progress, CancellationToken cancellationToken)
    {
        var nodes = parts.State.Nodes.Values.Where(n => set.ActiveNodes.Contains(n.Name)).ToList();
        var began = parts.Clock.GetTimestamp();
        var sweeps = nodes.ToDictionary(n => n.Name, n => n.Health.Reads);
        foreach (var node in nodes) node.Sweep.Set();
        using var timer = new PeriodicTimer(Look, parts.Clock);
        var lowest = Lowest(nodes, set);
        var (lastSum, lastMove) = (-1L, began);
        do
        {
            var read = nodes.All(n => n.Health.Reads > sweeps[n.Name] || n.Health.Read().State == Contracts.Databases.DatabaseState.Offline);
            var target = session.Read(() => new LogTable(session, set.Name).Last());
            var now = Lowest(nodes, set);
            if (read && now >= target) return true;
            await progress.ReportAsync(target <= lowest ? 50 : (int)Math.Min(99, 100 * (now - lowest) / Math.Max(1, target - lowest)), cancellationToken);
            var sum = nodes.Sum(n => n.Health.Read().Sets.GetValueOrDefault(set.Name)?.Applied ?? 0) + nodes.Sum(n => n.Health.Reads);
            if (sum != lastSum) (lastSum, lastMove) = (sum, parts.Clock.GetTimestamp());
            if (parts.Clock.GetElapsedTime(lastMove) > parts.Options.RunPatience || parts.Clock.GetElapsedTime(began) > 10 * parts.Options.RunPatience) return false;
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
        return false;
    }

    private static long Lowest(List<NodeContext> nodes, SyncSetInfo set) =>
        nodes.Where(n => n.Health.Read().State != Contracts.Databases.DatabaseState.Offline && set.RouteOf(n.Name).Receives)
            .Select(n => n.Health.Read().Sets.GetValueOrDefault(set.Name)?.Applied ?? 0).DefaultIfEmpty(long.MaxValue).Min();

    private List<string> Missing(SyncSetInfo set) =>
        [.. set.ActiveNodes.Where(n => !parts.State.Nodes.TryGetValue(n, out var node) || node.Health.Read().State is Contracts.Databases.DatabaseState.Offline or Contracts.Databases.DatabaseState.Unknown)];

    private (long Captured, long Applied) Counts(SyncSetInfo set)
    {
        var nodes = parts.State.Nodes.Values.Where(n => set.Nodes.Contains(n.Name)).ToList();
        return (nodes.Sum(n => n.Health.Captured), nodes.Sum(n => n.Health.Applied));
    }
}
