namespace MultiDbSync.Engine.Conflicts.Suggestions;

/// <summary>One side has values where the other has none.</summary>
internal sealed class FilledInRule : ISuggestionRule
{
    public Suggestion? Look(ConflictCase conflict)
    {
        if (!conflict.HasBoth() || conflict.Disputed() is not { Count: > 0 } disputed) return null;
        var left = disputed.All(c => conflict.Left.Image![c].IsNull);
        var right = disputed.All(c => conflict.Right.Image![c].IsNull);
        if (left == right) return null;
        var (empty, filled) = left ? (conflict.Left, conflict.Right) : (conflict.Right, conflict.Left);
        return conflict.Take(right: left, $"{filled.Node} has a value for {Sides.Names(disputed)} where {empty.Node} has none.");
    }
}
