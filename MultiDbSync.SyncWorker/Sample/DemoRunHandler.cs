using Bogus;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.SyncWorker.Sample;

/// <summary>A demo: live traffic in the sample databases, then exactly seven conflicts, one of each kind.</summary>
internal sealed class DemoRunHandler(HubStore store, IOptions<SampleOptions> options, TimeProvider clock) : IRunHandler
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    public bool Handles(RunKind kind) => kind == RunKind.Demo;

    public async Task<(RunStatus Status, string? Message)> ExecuteAsync(RunProgress progress, CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        var nodes = await db.Nodes.AsNoTracking().Where(n => n.Enabled && !n.Removing)
            .ToDictionaryAsync(n => n.Name, cancellationToken);
        var names = options.Value.Databases().Select(d => d.Name).ToList();
        var missing = names.Where(n => !nodes.ContainsKey(n)).ToList();
        if (missing.Count > 0) return (RunStatus.Failed, $"The demo needs the sample databases; not there or switched off: {string.Join(", ", missing)}.");
        var began = progress.Run.StartedAt!.Value;
        await using var site = await DemoSite.OpenAsync([.. names.Select(n => new SampleDatabase(n, nodes[n].Make, store.Connections.Reveal(n, nodes[n].ConnectionString)))], cancellationToken);
        await TrafficAsync(site, progress, cancellationToken);
        var rows = await DemoRows.CreateAsync(site, clock, cancellationToken);
        var conflicts = new DemoConflicts(site, rows, clock);
        await conflicts.MakeAsync(done => progress.ReportAsync(60 + 5 * done, cancellationToken), cancellationToken);
        progress.Run.Conflicts = await CountAsync(db, began, cancellationToken);
        return progress.Run.Conflicts == DemoConflicts.Count
            ? (RunStatus.Succeeded, "Seven conflicts were made: one was merged by rule, six wait for a decision.")
            : (RunStatus.Incomplete, $"{progress.Run.Conflicts} of seven conflicts have been found so far. Other changes of the same rows may have joined or added to them.");
    }

    private async Task TrafficAsync(DemoSite site, RunProgress progress, CancellationToken cancellationToken)
    {
        var traffic = new DemoTraffic(site, new Randomizer(), clock);
        var began = clock.GetTimestamp();
        using var timer = new PeriodicTimer(Beat, clock);
        while (clock.GetElapsedTime(began) < options.Value.Traffic && await timer.WaitForNextTickAsync(cancellationToken))
        {
            await traffic.WriteAsync(cancellationToken);
            progress.Run.Applied++;
            await progress.ReportAsync((int)(60 * clock.GetElapsedTime(began) / options.Value.Traffic), cancellationToken);
        }
    }

    private async Task<int> CountAsync(HubDbContext db, DateTimeOffset began, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        using var timer = new PeriodicTimer(Beat, clock);
        while (true)
        {
            var found = await db.Conflicts.CountAsync(c => c.SyncSet == SampleOptions.SyncSet && c.DetectedAt >= began && c.Kind != ConflictKind.Divergence, cancellationToken);
            if (found >= DemoConflicts.Count || clock.GetElapsedTime(started) > TimeSpan.FromSeconds(10)) return found;
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
