namespace MultiDbSync.Contracts.Databases;

/// <summary>What depends on a database, to be known before it is removed.</summary>
/// <param name="OpenConflicts">Open conflicts that one of its changes is a side of.</param>
/// <param name="DeadLetters">Rows that it refused, and that wait for a person.</param>
/// <param name="PendingChanges">Changes of others that it has not received.</param>
/// <param name="Needed">Why it can't be removed, or null.</param>
public sealed record DatabaseUses(IReadOnlyList<DatabaseUse> SyncSets, int OpenConflicts, int DeadLetters, long PendingChanges, string? Needed);
