namespace MultiDbSync.Contracts.SyncSets;

/// <summary>A database's part in a sync set.</summary>
public sealed record SyncSetRoute(string Database, RouteDirection Direction, RouteState State);
