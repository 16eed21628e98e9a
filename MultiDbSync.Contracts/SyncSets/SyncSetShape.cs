using MultiDbSync.Contracts.Databases;

namespace MultiDbSync.Contracts.SyncSets;

/// <summary>A table as a sync set agreed on it.</summary>
public sealed record SyncSetShape(string Table, IReadOnlyList<DatabaseColumn> Columns);
