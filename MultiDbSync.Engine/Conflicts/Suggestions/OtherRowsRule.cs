using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Engine.Conflicts.Suggestions;

/// <summary>Keys of other rows: the way that loses nothing.</summary>
internal sealed class OtherRowsRule : ISuggestionRule
{
    public Suggestion? Look(ConflictCase conflict) => conflict.Kind switch
    {
        ConflictKind.ForeignKey when conflict.Right.Image is not null =>
            new Suggestion(ConflictChoice.KeepRight, null, $"Keep the row of {conflict.Right.Node}: the row that it refers to is brought back, and nothing is lost."),
        ConflictKind.ForeignKey =>
            new Suggestion(ConflictChoice.KeepLeft, null, $"Keep the row: {conflict.Left.Node} has rows that refer to it, and deleting it would delete them, too."),
        _ => null,
    };
}
