using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Engine.Conflicts.Suggestions;

/// <summary>Two rows that have little but their key in common are two things.</summary>
internal sealed class KeepBothRule : ISuggestionRule
{
    public Suggestion? Look(ConflictCase conflict)
    {
        if (conflict.Kind != ConflictKind.CreateCreate || !conflict.HasBoth()) return null;
        var others = conflict.Left.Image!.Columns.Except(conflict.Table.Key).ToList();
        var disputed = conflict.Disputed();
        if (others.Count == 0 || disputed.Count * 2 <= others.Count) return null;
        return new Suggestion(
            ConflictChoice.KeepBoth, null, $"The two rows have their key in common but differ in {disputed.Count} of {others.Count} other columns: they are probably two things that got one key.");
    }
}
