using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Realtime;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>
/// Removes a sync set. Its databases keep their rows; the worker takes the triggers out of those that run, and of the others once they run again. Conflicts stay
/// on record, closed.
/// </summary>
internal sealed partial class SyncSetRemoval(HubDbContext db, EventPublisher events, AuditTrail audit, TimeProvider time, ILogger<SyncSetRemoval> logger)
{
    /// <summary>False when there is none of that name.</summary>
    public async Task<bool> RemoveAsync(string name, string by, CancellationToken cancellationToken)
    {
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            if (await db.SyncSets.Where(s => s.Name == name).ExecuteDeleteAsync(cancellationToken) == 0) return false;
            var now = time.GetUtcNow();
            await db.Conflicts.Where(c => c.SyncSet == name && c.Status == ConflictStatus.Open).ExecuteUpdateAsync(
                c => c.SetProperty(x => x.Status, ConflictStatus.Resolved).SetProperty(x => x.Resolution, "sync-set-removed").SetProperty(x => x.ResolvedBy, by)
                    .SetProperty(x => x.ResolvedAt, now),
                cancellationToken);
            await db.Runs.Where(r => r.SyncSet == name && r.Status == RunStatus.Queued).ExecuteUpdateAsync(
                r => r.SetProperty(x => x.Status, RunStatus.Failed).SetProperty(x => x.FinishedAt, now).SetProperty(x => x.Message, "The sync set was removed."), cancellationToken);
            var members = SettingNames.Membership(name, "");
            foreach (var prefix in SettingNames.OfLoads.Select(kept => kept + members))
                await db.Settings.Where(s => s.Name.StartsWith(prefix)).ExecuteDeleteAsync(cancellationToken);
            await db.Settings.Where(s => s.Name == SettingNames.PrunedBelow + name).ExecuteDeleteAsync(cancellationToken);
            await audit.WriteAsync(db);
            await transaction.CommitAsync(cancellationToken);
        }

        Removed(name, by);
        await events.CommandAsync("reload", null);
        await events.ConfigurationChangedAsync();
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Sync set {SyncSet} was removed by {Actor}")]
    private partial void Removed(string syncSet, string actor);
}
