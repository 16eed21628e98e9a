using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Features.Lists;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Runs;

/// <summary>Runs with the changes of the configuration between them, newest first: what was changed just before things began to fail stands beside it.</summary>
internal sealed class TimelineReader(HubDbContext db)
{
    // Of databases and sync sets: what was done, not what was only tried.
    private static readonly string[] Actions =
    [
        AuditActions.AddDatabase, AuditActions.RemoveDatabase, AuditActions.SwitchDatabase, AuditActions.RankDatabase,
        AuditActions.AddSyncSet, AuditActions.RemoveSyncSet, AuditActions.ChangeSyncSet, AuditActions.SwitchSyncSet,
        AuditActions.JoinSyncSet, AuditActions.LeaveSyncSet, AuditActions.RestartLoad,
    ];

    /// <summary>A page, or null with what can't be used in <paramref name="errors"/>.</summary>
    public async Task<Page<TimelineEntry>?> ReadAsync(RunFilter filter, Dictionary<string, string> errors, CancellationToken cancellationToken)
    {
        var paging = PageParameters.Read(filter.Page, filter.PageSize, errors);
        var wanted = Wanted(filter, errors);
        if (errors.Count > 0) return null;
        var total = await wanted.CountAsync(cancellationToken);
        var keys = await wanted.OrderByDescending(k => k.At).ThenByDescending(k => k.Change).ThenByDescending(k => k.Run).Skip(paging.Skip).Take(paging.Size).ToListAsync(cancellationToken);
        return new Page<TimelineEntry>(await EntriesAsync(keys, cancellationToken), total, paging.Number, paging.Size);
    }

    private IQueryable<TimelineKey> Wanted(RunFilter filter, Dictionary<string, string> errors)
    {
        if (string.Equals(filter.Kind, TimelineKinds.Configuration, StringComparison.OrdinalIgnoreCase))
        {
            // Changes have no state; a filter of states beside it is checked all the same.
            filter.Of(db.Runs, errors, TimelineKinds.Configuration);
            return Changes(filter);
        }

        var runs = filter.Of(db.Runs.AsNoTracking(), errors, TimelineKinds.Configuration).Select(r => new TimelineKey { At = r.RequestedAt, Run = r.Id, Change = 0 });
        return string.IsNullOrEmpty(filter.Kind) && string.IsNullOrEmpty(filter.Status) ? runs.Concat(Changes(filter)) : runs;
    }

    private IQueryable<TimelineKey> Changes(RunFilter filter)
    {
        var rows = db.AuditEntries.AsNoTracking().Where(e => Actions.Contains(e.Action) && e.Outcome == AuditOutcome.Done);
        if (filter.From is { } from) rows = rows.Where(e => e.At >= from);
        if (filter.To is { } to) rows = rows.Where(e => e.At < to);
        if (filter.SyncSet is { Length: > 0 } set)
        {
            var (whole, withDatabase) = ($"sync set {set}", $"sync set {set}, ");
            rows = rows.Where(e => e.Subject == whole || e.Subject.StartsWith(withDatabase));
        }

        return rows.Select(e => new TimelineKey { At = e.At, Run = 0, Change = e.Id });
    }

    private async Task<IReadOnlyList<TimelineEntry>> EntriesAsync(List<TimelineKey> keys, CancellationToken cancellationToken)
    {
        var (runIds, changeIds) = (keys.Select(k => k.Run).Where(id => id > 0).ToList(), keys.Select(k => k.Change).Where(id => id > 0).ToList());
        var runs = await db.Runs.AsNoTracking().Where(r => runIds.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.ToSummary(), cancellationToken);
        var changes = await db.AuditEntries.AsNoTracking().Where(e => changeIds.Contains(e.Id)).ToDictionaryAsync(
            e => e.Id, e => new ConfigurationChange(e.Id, e.At, e.Actor, e.Action, e.Subject, e.Before, e.After), cancellationToken);
        return [.. keys.Select(k => new TimelineEntry(k.At, runs.GetValueOrDefault(k.Run), changes.GetValueOrDefault(k.Change))).Where(e => e.Run is not null || e.Change is not null)];
    }
}
