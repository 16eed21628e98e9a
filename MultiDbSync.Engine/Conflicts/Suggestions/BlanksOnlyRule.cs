namespace MultiDbSync.Engine.Conflicts.Suggestions;

/// <summary>One side changed blanks only: what the other side wrote counts.</summary>
internal sealed class BlanksOnlyRule : ISuggestionRule
{
    public Suggestion? Look(ConflictCase conflict)
    {
        if (conflict.Base is null || !conflict.HasBoth() || conflict.Overlap.Count == 0) return null;
        var left = conflict.Overlap.All(c => Sides.DifferInBlanks(conflict.Base[c], conflict.Left.Image![c]));
        var right = conflict.Overlap.All(c => Sides.DifferInBlanks(conflict.Base[c], conflict.Right.Image![c]));
        if (left == right) return null;
        var (careless, other) = left ? (conflict.Left, conflict.Right) : (conflict.Right, conflict.Left);
        var newer = other.At - careless.At >= Sides.Clear ? $" and is newer by {Sides.Words(other.At - careless.At)}" : "";
        return conflict.Take(right: left, $"{careless.Node} only changed blanks in {Sides.Names(conflict.Overlap)}; {other.Node} changed what it says{newer}.");
    }
}
