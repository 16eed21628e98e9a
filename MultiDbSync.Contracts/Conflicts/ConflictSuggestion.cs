namespace MultiDbSync.Contracts.Conflicts;

/// <summary>A decision that somebody may take, with the reason for it. Nothing is applied by itself.</summary>
/// <param name="Reason">In words, for a person.</param>
/// <param name="Source"><c>rule</c>, or <c>model</c> where a language model proposed it.</param>
/// <param name="Values">For <see cref="ConflictChoice.Edit"/>: every column's text; null is SQL NULL.</param>
public sealed record ConflictSuggestion(ConflictChoice Choice, string Reason, string Source, IReadOnlyDictionary<string, string?>? Values);
