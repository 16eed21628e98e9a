namespace MultiDbSync.Engine.Conflicts.Suggestions;

/// <summary>What rules suggest for a conflict. They look at its values only: no data leaves, nothing is applied.</summary>
public static class ConflictSuggestions
{
    private const int Most = 3;

    // What looks at the values comes before what looks at the clock.
    private static readonly ISuggestionRule[] Rules =
        [new SameButForBlanksRule(), new BlanksOnlyRule(), new CounterRule(), new FilledInRule(), new LongerTextRule(), new OtherRowsRule(), new KeepBothRule(), new DeletedRule(), new NewerRule()];

    /// <summary>The best first; empty where no rule knows better than the person.</summary>
    public static IReadOnlyList<Suggestion> Of(ConflictCase conflict) =>
        [.. Rules.Select(r => r.Look(conflict)).OfType<Suggestion>().DistinctBy(s => (s.Choice, s.Edited)).Take(Most)];
}
