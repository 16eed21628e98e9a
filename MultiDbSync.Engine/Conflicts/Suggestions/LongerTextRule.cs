using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Conflicts.Suggestions;

/// <summary>One side's text holds all of the other's, and goes on.</summary>
internal sealed class LongerTextRule : ISuggestionRule
{
    // A letter more says nothing: "cat" is in "category".
    private const int ShortestText = 8;

    public Suggestion? Look(ConflictCase conflict)
    {
        if (!conflict.HasBoth() || conflict.Disputed() is not { Count: > 0 } disputed) return null;
        var left = disputed.All(c => Holds(conflict.Left.Image![c], conflict.Right.Image![c]));
        var right = disputed.All(c => Holds(conflict.Right.Image![c], conflict.Left.Image![c]));
        if (left == right) return null;
        var (longer, shorter) = right ? (conflict.Right, conflict.Left) : (conflict.Left, conflict.Right);
        return conflict.Take(right, $"What {shorter.Node} wrote in {Sides.Names(disputed)} is all in the text of {longer.Node}, which says more.");
    }

    private static bool Holds(CellValue longer, CellValue shorter) =>
        longer.Kind == CellKind.Text && shorter.Kind == CellKind.Text && shorter.Text.Length >= ShortestText && longer.Text.Length > shorter.Text.Length
        && longer.Text.Contains(shorter.Text, StringComparison.Ordinal);
}
