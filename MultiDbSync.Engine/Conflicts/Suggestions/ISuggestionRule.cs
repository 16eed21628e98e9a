namespace MultiDbSync.Engine.Conflicts.Suggestions;

/// <summary>Knows one sort of conflict that has an obvious way out.</summary>
internal interface ISuggestionRule
{
    /// <summary>The way out, or null when this is another sort.</summary>
    Suggestion? Look(ConflictCase conflict);
}
