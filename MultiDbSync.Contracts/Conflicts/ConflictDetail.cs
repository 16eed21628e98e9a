namespace MultiDbSync.Contracts.Conflicts;

/// <summary>A conflict with all its values.</summary>
/// <param name="Reason">In words: what each side had not seen of the other.</param>
/// <param name="Cells">One per column, in the table's order.</param>
/// <param name="Related">Rows that stand in the way (the holder of a unique value, a missing parent, children that remain).</param>
/// <param name="LaterChanges">Changes of the row that arrived while the conflict was open.</param>
/// <param name="History">What happened to it, oldest first.</param>
/// <param name="Suggestions">Decisions that somebody may take, best first; empty when there is nothing to suggest.</param>
/// <param name="MayAskModel">A language model may be asked about this row: <c>POST /api/conflicts/{id}/suggestion</c>.</param>
public sealed record ConflictDetail(
    ConflictSummary Summary,
    string Reason,
    bool BaseExists,
    bool LeftExists,
    bool RightExists,
    DateTimeOffset? LeftAt,
    DateTimeOffset? RightAt,
    IReadOnlyList<ConflictCell> Cells,
    IReadOnlyList<RelatedRow> Related,
    IReadOnlyList<LaterChange> LaterChanges,
    IReadOnlyList<ConflictStep> History,
    IReadOnlyList<ConflictSuggestion> Suggestions,
    bool MayAskModel = false);
