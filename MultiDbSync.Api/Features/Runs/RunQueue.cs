using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Audit;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Runs;

/// <summary>Asks for runs. Who asks while one is queued or under way gets that one: pressing twice is safe.</summary>
internal sealed class RunQueue(HubDbContext db, AuditTrail audit, TimeProvider time)
{
    /// <summary>What demo runs have in place of a sync set.</summary>
    public const string DemoSet = "demo";

    public async Task<IReadOnlyList<RunSummary>> AskAsync(IReadOnlyList<string> syncSets, RunKind kind, string by, CancellationToken cancellationToken)
    {
        // SQLite begins it immediate, so between looking and inserting nobody else can insert.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var runs = new List<RunEntity>(syncSets.Count);
        foreach (var set in syncSets) runs.Add(await FindUnfinishedAsync(set, kind, cancellationToken) ?? Add(set, kind, by));
        await db.SaveChangesAsync(cancellationToken);
        audit.After = new { Runs = runs.Select(r => r.Id) };
        await audit.WriteAsync(db);
        await transaction.CommitAsync(cancellationToken);
        return [.. runs.Select(r => r.ToSummary())];
    }

    // A scheduled run under way serves who presses the button, too; a demo is another thing.
    private Task<RunEntity?> FindUnfinishedAsync(string set, RunKind kind, CancellationToken cancellationToken) =>
        db.Runs.Where(r => r.SyncSet == set && (r.Status == RunStatus.Queued || r.Status == RunStatus.Running))
            .Where(r => (r.Kind == RunKind.Demo) == (kind == RunKind.Demo))
            .OrderBy(r => r.Id)
            .FirstOrDefaultAsync(cancellationToken);

    private RunEntity Add(string set, RunKind kind, string by)
    {
        var run = new RunEntity { SyncSet = set, Kind = kind, Status = RunStatus.Queued, RequestedBy = by, RequestedAt = time.GetUtcNow() };
        db.Runs.Add(run);
        return run;
    }
}
