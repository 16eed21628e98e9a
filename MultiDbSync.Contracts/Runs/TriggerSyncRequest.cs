namespace MultiDbSync.Contracts.Runs;

/// <summary>Body of <c>POST /api/trigger-manual-sync</c>.</summary>
/// <param name="SyncSet">A sync set's name, or null for all enabled ones.</param>
public sealed record TriggerSyncRequest(string? SyncSet);
