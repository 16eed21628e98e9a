using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Features.Lists;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>Conflicts, filtered, sorted and paged by the store.</summary>
internal sealed class ConflictList(HubDbContext db)
{
    private static readonly Sorting<ConflictEntity> Sortings = new(
        "-detectedAt",
        ("detectedAt", c => c.DetectedAt), ("resolvedAt", c => c.ResolvedAt), ("id", c => c.Id), ("kind", c => c.Kind), ("status", c => c.Status),
        ("syncSet", c => c.SyncSet), ("table", c => c.TableName), ("key", c => c.RowKey), ("assignedTo", c => c.AssignedTo));

    /// <summary>One page as somebody asks for it; null when <paramref name="errors"/> tells why not.</summary>
    public async Task<Page<ConflictSummary>?> ReadAsync(ConflictFilter filter, string by, Dictionary<string, string> errors, CancellationToken cancellationToken)
    {
        var page = PageParameters.Read(filter.Page, filter.PageSize, errors);
        var rows = db.Conflicts.AsNoTracking().Select(filter.Selection, by, errors);
        var sorted = Sortings.Apply(rows, filter.Sort, c => c.Id, errors);
        if (errors.Count > 0) return null;

        var total = await rows.CountAsync(cancellationToken);
        var items = await sorted.Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<ConflictSummary>([.. items.Select(c => c.ToSummary())], total, page.Number, page.Size);
    }

    /// <summary>What stands before and after a conflict in the list that begins with the newest; null when <paramref name="errors"/> tells why not, or there is no such conflict.</summary>
    public async Task<ConflictNeighbours?> NeighboursAsync(long id, ConflictFilter filter, string by, Dictionary<string, string> errors, CancellationToken cancellationToken)
    {
        var rows = db.Conflicts.AsNoTracking().Select(filter.Selection, by, errors);
        if (errors.Count > 0 || await db.Conflicts.Where(c => c.Id == id).Select(c => (DateTimeOffset?)c.DetectedAt).FirstOrDefaultAsync(cancellationToken) is not { } at) return null;
        return new ConflictNeighbours(
            await rows.Where(c => c.DetectedAt > at || (c.DetectedAt == at && c.Id > id)).OrderBy(c => c.DetectedAt).ThenBy(c => c.Id).Select(c => (long?)c.Id).FirstOrDefaultAsync(cancellationToken),
            await rows.Where(c => c.DetectedAt < at || (c.DetectedAt == at && c.Id < id)).OrderByDescending(c => c.DetectedAt).ThenByDescending(c => c.Id).Select(c => (long?)c.Id).FirstOrDefaultAsync(cancellationToken));
    }
}
