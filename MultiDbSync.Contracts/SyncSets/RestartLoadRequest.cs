namespace MultiDbSync.Contracts.SyncSets;

/// <summary>Goes on with a first load that stopped or waits.</summary>
/// <param name="Source">Another database to copy from; null keeps the one that was chosen.</param>
public sealed record RestartLoadRequest(string? Source = null);
