using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>The open conflicts that a filter finds, with what is known of each before it is settled.</summary>
internal sealed class BulkSelection(HubDbContext db)
{
    public const int MostAtOnce = 10_000;
    public const int MostReasons = 100;
    private const int Sample = 10;

    /// <summary>The conflicts, oldest first; null when <paramref name="errors"/> tells why not.</summary>
    public async Task<IReadOnlyList<BulkConflict>?> FindAsync(
        ConflictSelection filter, ConflictChoice choice, DateTimeOffset? olderThan, string by, Dictionary<string, string> errors, CancellationToken cancellationToken)
    {
        if (choice is not (ConflictChoice.KeepLeft or ConflictChoice.KeepRight)) errors["choice"] = "Many conflicts at once can be settled by KeepLeft or KeepRight.";
        if (!string.IsNullOrEmpty(filter.Status) && !filter.Status.Equals(nameof(ConflictStatus.Open), StringComparison.OrdinalIgnoreCase))
            errors["status"] = "Only open conflicts can be settled: leave the status out.";
        var rows = db.Conflicts.AsNoTracking().Select(filter with { Status = null }, by, errors).Where(c => c.Status == ConflictStatus.Open);
        if (olderThan is { } before) rows = rows.Where(c => c.DetectedAt < before);
        if (errors.Count > 0) return null;
        var found = await rows.OrderBy(c => c.Id).Take(MostAtOnce + 1)
            .Select(c => new { c.Id, c.Version, c.Kind, c.SyncSet, c.TableName, c.RowKey, HasRight = c.RightImage != null, Related = c.Kind == ConflictKind.ForeignKey ? c.Related : null })
            .ToListAsync(cancellationToken);
        if (found.Count > MostAtOnce)
        {
            errors["filter"] = $"More than {MostAtOnce} conflicts are too many at once. Narrow the filter.";
            return null;
        }

        var tables = (await db.SyncTables.Select(t => new { t.SyncSet, t.Name }).ToListAsync(cancellationToken)).Select(t => (t.SyncSet, t.Name)).ToHashSet();
        return found.ConvertAll(c => new BulkConflict(
            c.Id, c.Version, c.Kind, c.TableName, RowKey.Parse(c.RowKey).ToDisplay(),
            !tables.Contains((c.SyncSet, c.TableName)) ? $"{c.TableName} belongs to {c.SyncSet} no more."
            : choice == ConflictChoice.KeepRight && c.HasRight && RelatedRowImage.FromJson(c.Related).Any(r => r.Image is null && r.Before is null)
                ? "The row that this one refers to is not known any more, so it can't be brought back."
                : null));
    }

    public async Task<ResolutionPreview> PreviewAsync(IReadOnlyList<BulkConflict> found, ConflictChoice choice, CancellationToken cancellationToken)
    {
        var shown = found.Take(Sample).Select(c => c.Id).ToList();
        var sample = await db.Conflicts.AsNoTracking().Where(c => shown.Contains(c.Id)).OrderBy(c => c.Id).ToListAsync(cancellationToken);
        var refused = found.Where(c => c.Refusal is not null).Select(c => new RefusedResolution(c.Id, c.Table, c.Key, c.Refusal!)).ToList();
        return new ResolutionPreview(
            found.Count, found.CountBy(c => c.Kind).ToDictionary(), found.CountBy(c => c.Table).ToDictionary(), refused.Count, [.. refused.Take(MostReasons)],
            sample.ConvertAll(c => c.ToSummary()), TokenOf(found, choice));
    }

    /// <summary>The same for the same conflicts in the same versions, to be settled in the same way.</summary>
    public static string TokenOf(IReadOnlyList<BulkConflict> found, ConflictChoice choice)
    {
        var text = new StringBuilder().Append(choice);
        foreach (var conflict in found) text.Append(CultureInfo.InvariantCulture, $";{conflict.Id}:{conflict.Version}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
