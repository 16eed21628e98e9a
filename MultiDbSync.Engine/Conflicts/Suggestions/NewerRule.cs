using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Engine.Conflicts.Suggestions;

/// <summary>One side is clearly the newer one.</summary>
internal sealed class NewerRule : ISuggestionRule
{
    public Suggestion? Look(ConflictCase conflict)
    {
        if (conflict.Kind is not (ConflictKind.UpdateUpdate or ConflictKind.CreateCreate) || !conflict.HasBoth()) return null;
        var later = conflict.Right.At - conflict.Left.At;
        if (later.Duration() < Sides.Clear) return null;
        var right = later > TimeSpan.Zero;
        return conflict.Take(right, $"{(right ? conflict.Right : conflict.Left).Node} is newer by {Sides.Words(later.Duration())}.");
    }
}
