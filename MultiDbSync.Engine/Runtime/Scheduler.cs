using Cronos;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Runtime;

/// <summary>Queues runs of scheduled sync sets. Times that passed while nothing ran are made up for once.</summary>
internal sealed class Scheduler(EngineParts parts, RunExecutor runs)
{
    private readonly ILogger _logger = parts.Loggers.CreateLogger<Scheduler>();

    /// <summary>Works until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Repeat.EveryAsync(TimeSpan.FromSeconds(1), "schedule", StepAsync, parts.Clock, _logger, cancellationToken);

    /// <summary>Queues what is due.</summary>
    public async Task StepAsync(CancellationToken cancellationToken)
    {
        if (parts.State.Topology.Sets.Values.All(s => s.Mode != SyncMode.Scheduled)) return;
        await using var db = parts.Store.CreateContext();
        var now = parts.Clock.GetUtcNow();
        foreach (var set in await db.SyncSets.Where(s => s.Mode == SyncMode.Scheduled && s.Enabled && s.Schedule != null).ToListAsync(cancellationToken))
        {
            if (set.NextRunAt is { } due && due <= now && !await db.Runs.AnyAsync(r => r.SyncSet == set.Name && r.Status == RunStatus.Queued, cancellationToken))
                db.Runs.Add(new RunEntity { SyncSet = set.Name, Kind = RunKind.Scheduled, Status = RunStatus.Queued, RequestedBy = "schedule", RequestedAt = now });
            if (set.NextRunAt is null || set.NextRunAt <= now) set.NextRunAt = Next(set, now);
        }

        if (await db.SaveChangesAsync(cancellationToken) > 0) runs.Notice();
    }

    private static DateTimeOffset? Next(SyncSetEntity set, DateTimeOffset now) =>
        CronExpression.Parse(set.Schedule!).GetNextOccurrence(now, TimeZoneInfo.FindSystemTimeZoneById(set.TimeZone));
}
