using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Status;

/// <summary>Conflicts over time, counted from their records: exact for every sync set and database, without a figure of their own.</summary>
internal sealed class ConflictCounts(HubDbContext db)
{
    /// <summary>Found and settled by kind, in each bucket.</summary>
    public async Task<IReadOnlyList<KindFigures>> ReadAsync(BucketRange range, MetricsSelection selection, CancellationToken cancellationToken)
    {
        var (from, to) = (range.At(range.First), range.At(range.Last));
        var opened = await Of(selection).Where(c => c.DetectedAt > from && c.DetectedAt <= to).Select(c => new { c.Kind, At = c.DetectedAt }).ToListAsync(cancellationToken);
        var resolved = await Of(selection).Where(c => c.ResolvedAt > from && c.ResolvedAt <= to).Select(c => new { c.Kind, At = c.ResolvedAt!.Value }).ToListAsync(cancellationToken);
        return
        [
            .. from kind in Enum.GetValues<ConflictKind>()
               let figures = new KindFigures(
                   kind, Count(opened.Where(c => c.Kind == kind).Select(c => c.At), range), Count(resolved.Where(c => c.Kind == kind).Select(c => c.At), range))
               where figures.Opened.Any(n => n > 0) || figures.Resolved.Any(n => n > 0)
               select figures,
        ];
    }

    /// <summary>Open ones at the beginning of a range.</summary>
    public Task<int> OpenBeforeAsync(BucketRange range, MetricsSelection selection, CancellationToken cancellationToken)
    {
        var from = range.At(range.First);
        return Of(selection).CountAsync(c => c.DetectedAt <= from && (c.ResolvedAt == null || c.ResolvedAt > from), cancellationToken);
    }

    /// <summary>All there are, by kind.</summary>
    public async Task<IReadOnlyDictionary<string, int>> TotalsAsync(MetricsSelection selection, CancellationToken cancellationToken)
    {
        var found = await Of(selection).GroupBy(c => c.Kind).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return Enum.GetValues<ConflictKind>().ToDictionary(k => k.ToString(), k => found.GetValueOrDefault(k));
    }

    private IQueryable<ConflictEntity> Of(MetricsSelection selection)
    {
        var rows = db.Conflicts.AsNoTracking();
        if (selection.SyncSet is { Length: > 0 } set) rows = rows.Where(c => c.SyncSet == set);
        if (selection.Database is { Length: > 0 } node) rows = rows.Where(c => c.LeftOrigin == node || c.RightOrigin == node);
        return rows;
    }

    private static int[] Count(IEnumerable<DateTimeOffset> times, BucketRange range)
    {
        var counts = new int[range.Count];
        foreach (var at in times) counts[(at.ToUnixTimeMilliseconds() - 1) / range.Length - range.First]++;
        return counts;
    }
}
