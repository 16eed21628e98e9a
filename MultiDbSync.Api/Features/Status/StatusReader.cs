using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Features.Runs;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Snapshots;
using MultiDbSync.Engine.Storage;
using StackExchange.Redis;

namespace MultiDbSync.Api.Features.Status;

/// <summary>Puts the status together from what the worker keeps in the hub store.</summary>
internal sealed class StatusReader(HubDbContext db, TopologyStatus topology, IConnectionMultiplexer redis, TimeProvider time)
{
    private const int RecentRuns = 10;

    public async Task<SyncStatus> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var databases = await topology.ReadDatabasesAsync(cancellationToken);
        var sets = await topology.ReadSyncSetsAsync(databases, cancellationToken);
        var worker = await ReadWorkerSeenAtAsync(cancellationToken);
        var facts = new StatusFacts(databases, sets, sets.Sum(s => s.OpenConflicts), now - worker);
        var (health, sentence) = StatusSentence.Of(facts);
        return new SyncStatus(
            health, sentence, facts.Active.Select(d => d.LagSeconds).DefaultIfEmpty().Max(), facts.Pending, facts.OpenConflicts, worker,
            redis.IsConnected, databases, sets, await ReadRunsAsync(cancellationToken), now,
            await db.Alerts.CountAsync(a => a.ClearedAt == null && a.AcknowledgedAt == null, cancellationToken));
    }

    private async Task<IReadOnlyList<RunSummary>> ReadRunsAsync(CancellationToken cancellationToken)
    {
        var runs = await db.Runs.AsNoTracking().OrderByDescending(r => r.Id).Take(RecentRuns).ToListAsync(cancellationToken);
        var summaries = new List<RunSummary>(runs.Count);
        foreach (var run in runs)
            summaries.Add(run is { Kind: RunKind.FirstLoad, Status: RunStatus.Queued or RunStatus.Running } ? run.ToSummary() with { Load = await db.FindLoadAsync(run, cancellationToken) } : run.ToSummary());
        return summaries;
    }

    private async Task<DateTimeOffset?> ReadWorkerSeenAtAsync(CancellationToken cancellationToken)
    {
        var text = await db.Settings.Where(s => s.Name == SettingNames.WorkerSeenAt).Select(s => s.Value).FirstOrDefaultAsync(cancellationToken);
        return long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var at) ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }
}
