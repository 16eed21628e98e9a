using System.Globalization;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Conflicts.Suggestions;

/// <summary>What the rules ask of a conflict's sides.</summary>
internal static class Sides
{
    /// <summary>From here on one side is clearly the later one. Clocks are corrected, but not that well.</summary>
    public static readonly TimeSpan Clear = TimeSpan.FromSeconds(1);

    /// <summary>Both sides have the row, and changed or created it.</summary>
    public static bool HasBoth(this ConflictCase conflict) => conflict.Left.Image is not null && conflict.Right.Image is not null;

    /// <summary>Columns that can't both stand.</summary>
    public static IReadOnlyList<string> Disputed(this ConflictCase conflict) => conflict.Base is not null
        ? conflict.Overlap
        : [.. conflict.Left.Image!.Columns.Where(c => conflict.Right.Image!.TryGet(c, out var value) && value != conflict.Left.Image[c])];

    /// <summary>The row with what only one side changed from that side, and the disputed columns from one of them.</summary>
    public static RowImage Merged(this ConflictCase conflict, bool right)
    {
        var both = conflict.Base is null ? conflict.Left.Image! : conflict.Left.Image!.With(conflict.RightChanges.Except(conflict.Overlap), conflict.Right.Image!);
        return right ? both.With(conflict.Disputed(), conflict.Right.Image!) : both;
    }

    /// <summary>Takes the disputed columns from one side: as that side where that is the whole of it, else as an edit.</summary>
    public static Suggestion Take(this ConflictCase conflict, bool right, string reason)
    {
        var row = conflict.Merged(right);
        return Equals(row, conflict.Left.Image) ? new Suggestion(ConflictChoice.KeepLeft, null, reason)
            : Equals(row, conflict.Right.Image) ? new Suggestion(ConflictChoice.KeepRight, null, reason)
            : new Suggestion(ConflictChoice.Edit, row, reason);
    }

    /// <summary><c>stock</c>, <c>stock and price</c>, <c>stock, price and note</c>.</summary>
    public static string Names(IReadOnlyList<string> columns) =>
        columns.Count == 1 ? columns[0] : $"{string.Join(", ", columns.SkipLast(1))} and {columns[^1]}";

    /// <summary><c>3 min</c>, <c>2 h</c>, <c>4 days</c>.</summary>
    public static string Words(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => $"{time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms",
        { TotalMinutes: < 1 } => $"{time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s",
        { TotalHours: < 1 } => $"{time.TotalMinutes.ToString("0", CultureInfo.InvariantCulture)} min",
        { TotalDays: < 2 } => $"{time.TotalHours.ToString("0", CultureInfo.InvariantCulture)} h",
        _ => $"{time.TotalDays.ToString("0", CultureInfo.InvariantCulture)} days",
    };

    /// <summary>The text without its blanks; null where it is none.</summary>
    public static string? Bare(CellValue value) => value.Kind == CellKind.Text ? string.Concat(value.Text.Where(c => !char.IsWhiteSpace(c))) : null;

    /// <summary>Two texts that differ in blanks only.</summary>
    public static bool DifferInBlanks(CellValue a, CellValue b) => a != b && Bare(a) is { } one && Bare(b) is { } other && one == other;
}
