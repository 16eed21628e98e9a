namespace MultiDbSync.Contracts.SyncSets;

/// <summary>How a database joins a sync set.</summary>
/// <param name="Source">The database whose rows are copied; null lets the API choose one that has everything.</param>
/// <param name="Confirm">To replace rows: the name of the database whose rows are deleted.</param>
/// <param name="CreateMissingTables">Tables of the set that it lacks are made; else it is refused.</param>
/// <param name="Route">Direction, names, columns and filters; null: both ways, the same tables, all rows.</param>
public sealed record FirstLoadRequest(FirstLoadMode Mode, string? Source = null, string? Confirm = null, bool CreateMissingTables = false, RouteDefinition? Route = null);
