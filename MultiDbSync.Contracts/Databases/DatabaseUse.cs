using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Contracts.Databases;

/// <summary>A sync set that a database belongs to.</summary>
/// <param name="LoadsFromIt">Databases whose first load copies from this one right now.</param>
public sealed record DatabaseUse(string SyncSet, RouteDirection Direction, RouteState State, IReadOnlyList<string> LoadsFromIt);
