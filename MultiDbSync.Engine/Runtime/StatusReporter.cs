using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Metrics;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Runtime;

/// <summary>Writes what the nodes' loops know into the hub store once a second, where it changed, and gives the worker's sign of life.</summary>
internal sealed class StatusReporter(EngineParts parts)
{
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(3);

    private readonly ILogger _logger = parts.Loggers.CreateLogger<StatusReporter>();
    private readonly Dictionary<string, string> _last = new(StringComparer.Ordinal);
    private long _alive;

    /// <summary>Undelivered entries over all nodes, as of the last report.</summary>
    public long Pending { get; private set; }

    /// <summary>Worst lag over all nodes in seconds, as of the last report.</summary>
    public double LagSeconds { get; private set; }

    /// <summary>The same by sync set and node, as of the last report.</summary>
    public IReadOnlyList<RouteBacklog> Backlogs { get; private set; } = [];

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var session = await HubSession.OpenAsync(parts.Store, cancellationToken);
        var counts = new PendingCounts(session);
        await Repeat.EveryAsync(TimeSpan.FromSeconds(1), "status", token => StepAsync(session, counts, token), parts.Clock, _logger, cancellationToken);
    }

    private async Task StepAsync(HubSession session, PendingCounts counts, CancellationToken cancellationToken)
    {
        var now = parts.Clock.GetUtcNow();
        var backlogs = new List<RouteBacklog>();
        var reports = session.Read(() => parts.State.Nodes.Values.Select(n => Measure(session, counts, n, now, backlogs)).ToList());
        Backlogs = backlogs;
        Pending = reports.Sum(r => r.Pending);
        LagSeconds = reports.Select(r => r.BehindSince is { } since ? (now - since).TotalSeconds : 0).DefaultIfEmpty(0).Max();
        var changed = reports.Where(r => !_last.TryGetValue(r.Node, out var text) || text != r.Text).ToList();
        var alive = _alive == 0 || parts.Clock.GetElapsedTime(_alive) >= SignOfLife;
        if (changed.Count == 0 && !alive) return;
        await WriteAsync(changed, alive, now, cancellationToken);
        if (alive) _alive = parts.Clock.GetTimestamp();
        foreach (var report in changed) _last[report.Node] = report.Text;
        if (changed.Count > 0) parts.Events.Publish(new SyncEvent(SyncEventKind.Status, now));
    }

    private async Task WriteAsync(List<NodeReport> changed, bool alive, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = parts.Store.CreateContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var r in changed)
        {
            await db.Nodes.Where(n => n.Name == r.Node).ExecuteUpdateAsync(
                n => n.SetProperty(x => x.State, r.State.ToString()).SetProperty(x => x.Message, r.Message).SetProperty(x => x.Pending, r.Pending)
                    .SetProperty(x => x.Deferred, r.Deferred).SetProperty(x => x.BehindSince, r.BehindSince).SetProperty(x => x.LastSeenAt, r.SeenAt),
                cancellationToken);
        }

        if (alive)
        {
            var stamp = now.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO settings (name, value) VALUES ({SettingNames.WorkerSeenAt}, {stamp}) ON CONFLICT (name) DO UPDATE SET value = excluded.value", cancellationToken);
            await db.Nodes.Where(n => n.State == nameof(DatabaseState.Online)).ExecuteUpdateAsync(n => n.SetProperty(x => x.LastSeenAt, now), cancellationToken);
            await MarkSuccessAsync(db, now, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private async Task MarkSuccessAsync(HubDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var set in parts.State.Topology.Sets.Values)
        {
            var nodes = parts.State.Nodes.Values.Where(n => set.ActiveNodes.Contains(n.Name)).Select(n => (Health: n.Health.Read(), set.RouteOf(n.Name).Receives)).ToList();
            var last = await db.Database.SqlQuery<long>($"SELECT coalesce(max(position), 0) AS Value FROM hub_log WHERE sync_set={set.Name}").SingleAsync(cancellationToken);
            if (nodes.Count == 0 || nodes.Any(n => n.Health.State != DatabaseState.Online || (n.Receives && (n.Health.Sets.GetValueOrDefault(set.Name)?.Applied ?? 0) < last))) continue;
            await db.SyncSets.Where(s => s.Name == set.Name).ExecuteUpdateAsync(s => s.SetProperty(x => x.LastSuccessAt, now), cancellationToken);
        }
    }

    private NodeReport Measure(HubSession session, PendingCounts counts, NodeContext node, DateTimeOffset now, List<RouteBacklog> backlogs)
    {
        var health = node.Health.Read();
        var pending = 0L;
        long? oldest = null;
        foreach (var set in parts.State.Topology.SetsOf(node.Name).Where(s => s.RouteOf(node.Name).Receives))
        {
            var applied = health.Sets.GetValueOrDefault(set.Name)?.Applied ?? 0;
            var waiting = counts.Of(set.Name, node.Name, applied);
            pending += waiting;
            var first = session.Number(
                "SELECT accepted_at FROM hub_log WHERE sync_set=$1 AND position>$2 AND origin<>$3 ORDER BY position LIMIT 1", set.Name, applied, node.Name);
            backlogs.Add(new RouteBacklog(set.Name, node.Name, waiting, first is { } since ? Math.Max(0, (now.ToUnixTimeMilliseconds() - since) / 1000.0) : 0));
            oldest = first is null ? oldest : Math.Min(oldest ?? long.MaxValue, first.Value);
        }

        return new NodeReport(
            node.Name, health.State, health.Message, pending, health.Sets.Values.Sum(s => s.Deferred),
            oldest is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null, health.SeenAt);
    }

    private sealed record NodeReport(string Node, DatabaseState State, string? Message, long Pending, int Deferred, DateTimeOffset? BehindSince, DateTimeOffset? SeenAt)
    {
        public string Text => $"{State}|{Message}|{Pending}|{Deferred}|{BehindSince}";
    }
}
