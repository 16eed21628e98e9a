using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Conflicts.Suggestions;

/// <summary>A decision that a person may take, with the reason for it.</summary>
/// <param name="Edited">For <see cref="ConflictChoice.Edit"/>: the row.</param>
/// <param name="Reason">In words for a person.</param>
public sealed record Suggestion(ConflictChoice Choice, RowImage? Edited, string Reason);
