namespace MultiDbSync.Contracts.SyncSets;

/// <summary>A table that receives nothing on one database until it fits again.</summary>
/// <param name="Reason">What has changed about it.</param>
/// <param name="ProposedSql">Statements of that database's make that would bring it back, for a person to read and run.</param>
public sealed record PausedTable(string Database, string Table, string Reason, string? ProposedSql);
