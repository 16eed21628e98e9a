using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Engine.Conflicts.Suggestions;

/// <summary>One side deleted what the other changed: whoever was later knew more; what is kept can still be deleted.</summary>
internal sealed class DeletedRule : ISuggestionRule
{
    public Suggestion? Look(ConflictCase conflict)
    {
        if (conflict.Kind is not (ConflictKind.UpdateDelete or ConflictKind.DeleteUpdate)) return null;
        var (deleted, changed) = conflict.Left.Image is null ? (conflict.Left, conflict.Right) : (conflict.Right, conflict.Left);
        var later = changed.At - deleted.At;
        var keep = conflict.Left.Image is null ? ConflictChoice.KeepRight : ConflictChoice.KeepLeft;
        if (later >= Sides.Clear) return new Suggestion(keep, null, $"{changed.Node} changed the row {Sides.Words(later)} after {deleted.Node} had deleted it: somebody still uses it.");
        return new Suggestion(keep, null, $"Keep the row that {changed.Node} changed: what {deleted.Node} deleted can be deleted again, but not the other way round.");
    }
}
