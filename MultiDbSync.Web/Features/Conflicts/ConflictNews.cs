using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.Conflicts;

/// <summary>What became of a conflict since a person looked at it.</summary>
internal static class ConflictNews
{
    public static IReadOnlyList<string> Between(ConflictDetail before, ConflictDetail now) => [.. Find(before, now)];

    private static IEnumerable<string> Find(ConflictDetail before, ConflictDetail now)
    {
        var (old, current) = (before.Summary, now.Summary);
        if (old.Status == ConflictStatus.Open && current.Status != ConflictStatus.Open)
            yield return $"{current.ResolvedBy ?? "A rule"} settled it: {Words.Resolution(current.Resolution)}.";
        if (old.Status != ConflictStatus.Open && current.Status == ConflictStatus.Open)
            yield return "It was opened again.";
        if (Side("Left", before.LeftExists, now.LeftExists, Changed(before, now, cell => cell.Left)) is { } left)
            yield return left;
        if (Side("Right", before.RightExists, now.RightExists, Changed(before, now, cell => cell.Right)) is { } right)
            yield return right;
        if (now.LaterChanges.Count > before.LaterChanges.Count)
            yield return $"{Humanise.Count(now.LaterChanges.Count - before.LaterChanges.Count, "more change")} of the row arrived.";
        if (!before.Related.Select(row => (row.Table, row.Key, row.Exists)).SequenceEqual(now.Related.Select(row => (row.Table, row.Key, row.Exists))))
            yield return "The rows that stand in the way have changed.";
    }

    private static List<string> Changed(ConflictDetail before, ConflictDetail now, Func<ConflictCell, string?> value) =>
        [.. now.Cells.Where(cell => before.Cells.FirstOrDefault(old => old.Column == cell.Column) is { } old && value(old) != value(cell)).Select(cell => cell.Column)];

    private static string? Side(string name, bool existed, bool exists, List<string> columns) =>
        existed && !exists ? $"{name} deleted the row."
        : !existed && exists ? $"{name} has the row again."
        : columns.Count > 0 ? $"{name} has other values in {string.Join(", ", columns)}."
        : null;
}
