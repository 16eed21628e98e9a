namespace MultiDbSync.Contracts.SyncSets;

/// <summary>A table of a sync set as one database holds it.</summary>
/// <param name="Table">The set's name of it.</param>
/// <param name="NativeTable">The database's name of it; null when it is the same.</param>
/// <param name="Columns">The set's column by the database's column; only those whose names differ.</param>
/// <param name="LeaveOut">Columns of the set that this database does not hold, by the set's names. Columns of the database that the set does not know are left alone.</param>
/// <param name="Filter">Only rows that meet it are held, as an expression over the set's columns, for instance <c>country = 'NL' AND year >= 2020</c>; null for all.</param>
public sealed record RouteTableDefinition(
    string Table,
    string? NativeTable = null,
    IReadOnlyDictionary<string, string>? Columns = null,
    IReadOnlyList<string>? LeaveOut = null,
    string? Filter = null);
