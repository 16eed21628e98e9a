namespace MultiDbSync.Engine.Connectors;

/// <summary>One line of a connection test.</summary>
/// <param name="Check">What was looked at, in a few words.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Fix">What to do, as statements where statements do it; null when nothing needs doing.</param>
public sealed record ConnectionFinding(string Check, FindingLevel Level, string Detail, string? Fix = null);
