using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Features.Lists;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>Narrows conflicts to those that somebody wants to see or to settle.</summary>
internal static class ConflictSelections
{
    public const string Me = "me";
    public const string Nobody = "nobody";

    /// <param name="by">Who asks.</param>
    /// <param name="errors">Names what can't be used.</param>
    public static IQueryable<ConflictEntity> Select(this IQueryable<ConflictEntity> rows, ConflictSelection selection, string by, Dictionary<string, string> errors)
    {
        if (NamedValue.Read<ConflictStatus>("status", selection.Status, errors) is { } status) rows = rows.Where(c => c.Status == status);
        if (NamedValue.Read<ConflictKind>("kind", selection.Kind, errors) is { } kind) rows = rows.Where(c => c.Kind == kind);
        if (selection.SyncSet is { Length: > 0 } set) rows = rows.Where(c => c.SyncSet == set);
        if (selection.Table is { Length: > 0 } table) rows = rows.Where(c => c.TableName == table);
        if (selection.Database is { Length: > 0 } database) rows = rows.Where(c => c.LeftOrigin == database || c.RightOrigin == database);
        if (selection.DetectedFrom is { } from) rows = rows.Where(c => c.DetectedAt >= from);
        if (selection.DetectedBefore is { } before) rows = rows.Where(c => c.DetectedAt < before);
        if (selection.AssignedTo is { Length: > 0 } assignee) rows = rows.AssignedTo(assignee, by);
        if (selection.Search?.Trim() is { Length: > 0 } search)
        {
            var pattern = "%" + search.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_") + "%";
            rows = rows.Where(c => EF.Functions.Like(c.RowKey, pattern, @"\") || EF.Functions.Like(c.TableName, pattern, @"\"));
        }

        return rows;
    }

    private static IQueryable<ConflictEntity> AssignedTo(this IQueryable<ConflictEntity> rows, string assignee, string by)
    {
        if (assignee.Equals(Nobody, StringComparison.OrdinalIgnoreCase)) return rows.Where(c => c.AssignedTo == null);
        var account = assignee.Equals(Me, StringComparison.OrdinalIgnoreCase) ? by : assignee;
        return rows.Where(c => c.AssignedTo == account);
    }
}
