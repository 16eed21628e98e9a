namespace MultiDbSync.Contracts.Conflicts;

/// <summary>A change that joined an open conflict.</summary>
public sealed record LaterChange(string Origin, DateTimeOffset At, bool Exists, IReadOnlyDictionary<string, string?> Values);
