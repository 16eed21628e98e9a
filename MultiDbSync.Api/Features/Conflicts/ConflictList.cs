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
        ("syncSet", c => c.SyncSet), ("table", c => c.TableName), ("key", c => c.RowKey));

    /// <summary>One page; null when <paramref name="errors"/> tells why not.</summary>
    public async Task<Page<ConflictSummary>?> ReadAsync(ConflictFilter filter, Dictionary<string, string> errors, CancellationToken cancellationToken)
    {
        var page = PageParameters.Read(filter.Page, filter.PageSize, errors);
        var rows = Filter(db.Conflicts.AsNoTracking(), filter, errors);
        var sorted = Sortings.Apply(rows, filter.Sort, c => c.Id, errors);
        if (errors.Count > 0) return null;

        var total = await rows.CountAsync(cancellationToken);
        var items = await sorted.Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<ConflictSummary>([.. items.Select(c => c.ToSummary())], total, page.Number, page.Size);
    }

    private static IQueryable<ConflictEntity> Filter(IQueryable<ConflictEntity> rows, ConflictFilter filter, Dictionary<string, string> errors)
    {
        if (NamedValue.Read<ConflictStatus>("status", filter.Status, errors) is { } status) rows = rows.Where(c => c.Status == status);
        if (NamedValue.Read<ConflictKind>("kind", filter.Kind, errors) is { } kind) rows = rows.Where(c => c.Kind == kind);
        if (filter.SyncSet is { Length: > 0 } set) rows = rows.Where(c => c.SyncSet == set);
        if (filter.Table is { Length: > 0 } table) rows = rows.Where(c => c.TableName == table);
        if (filter.Database is { Length: > 0 } database) rows = rows.Where(c => c.LeftOrigin == database || c.RightOrigin == database);
        if (filter.Search?.Trim() is { Length: > 0 } search)
        {
            var pattern = "%" + search.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_") + "%";
            rows = rows.Where(c => EF.Functions.Like(c.RowKey, pattern, @"\") || EF.Functions.Like(c.TableName, pattern, @"\"));
        }

        return rows;
    }
}
