using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Conflicts;

/// <summary>What a policy makes of a past conflict.</summary>
/// <param name="Resolution"><c>keep-left</c>, <c>keep-right</c>, <c>merged</c>, <c>keep-both</c>, or <c>ask</c> where a person would have been asked.</param>
/// <param name="Result">The row; null where it would have been deleted, or a person asked.</param>
/// <param name="Policy">The policies that decided.</param>
public sealed record PolicyTrialOutcome(string Resolution, RowImage? Result, string Policy);
