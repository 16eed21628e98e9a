namespace MultiDbSync.Contracts.Databases;

/// <summary>A table of a database with its columns, for schema trees and completion.</summary>
public sealed record DatabaseTable(string Name, string? SyncSet, IReadOnlyList<DatabaseColumn> Columns);
