namespace MultiDbSync.Contracts.SyncSets;

/// <summary>How a database holds a table of a sync set, where it is not the same there.</summary>
/// <param name="Table">The set's name.</param>
/// <param name="NativeTable">The database's name, where it differs.</param>
/// <param name="Columns">The set's column by the database's column; only those whose names differ.</param>
/// <param name="LeaveOut">Columns of the set that the database does not hold.</param>
/// <param name="Filter">Only rows that meet it are there; null for all.</param>
/// <param name="PausedReason">Why it receives nothing for now, or null.</param>
public sealed record MemberTable(
    string Table, string? NativeTable, IReadOnlyDictionary<string, string> Columns, IReadOnlyList<string> LeaveOut, string? Filter, string? PausedReason);
