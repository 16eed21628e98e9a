using MultiDbSync.Engine.Conflicts.Policies;

namespace MultiDbSync.Engine.Conflicts.Suggestions;

/// <summary>Both wrote the same words, with other blanks or other capitals: the later spelling stands.</summary>
internal sealed class SameButForBlanksRule : ISuggestionRule
{
    public Suggestion? Look(ConflictCase conflict)
    {
        if (!conflict.HasBoth() || conflict.Disputed() is not { Count: > 0 } disputed) return null;
        var same = disputed.All(c => Sides.Bare(conflict.Left.Image![c]) is { } left && Sides.Bare(conflict.Right.Image![c]) is { } right
            && string.Equals(left, right, StringComparison.OrdinalIgnoreCase));
        if (!same) return null;
        var right = SideOrder.Later(conflict.Right, conflict.Left) > 0;
        return conflict.Take(right, $"Both say the same in {Sides.Names(disputed)}, but for blanks and capitals; {(right ? conflict.Right : conflict.Left).Node} wrote last.");
    }
}
