namespace MultiDbSync.Contracts.Databases;

/// <summary>One line of a checklist.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Fix">What to do about it, or null.</param>
public sealed record TestFinding(string Check, FindingState State, string Detail, string? Fix = null);
