namespace MultiDbSync.Contracts.DeadLetters;

/// <summary>Body of <c>POST /api/dead-letters/replay</c>: which refused rows are to be tried again. What is null narrows nothing.</summary>
public sealed record ReplayDeadLettersRequest(string? SyncSet = null, string? Database = null, string? Table = null);
