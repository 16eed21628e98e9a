namespace MultiDbSync.Contracts.SyncSets;

/// <summary>A registered database joins a sync set.</summary>
public sealed record JoinSyncSetRequest(string Database, FirstLoadRequest FirstLoad);
