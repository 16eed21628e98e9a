namespace MultiDbSync.Contracts.SyncSets;

/// <summary>Makes a sync set from tables of a registered database, which is its first member.</summary>
/// <param name="Name">Letters, digits, <c>_</c> and <c>-</c>; at most 60.</param>
/// <param name="Database">Its tables are what the set agrees on.</param>
/// <param name="Tables">Names of tables of that database.</param>
/// <param name="Policy">Settles conflicts of every table; null for the default.</param>
/// <param name="Schedule">Cron expression of five fields, when the mode is scheduled.</param>
/// <param name="TimeZone">IANA time zone of the schedule; null for UTC.</param>
public sealed record CreateSyncSetRequest(
    string Name,
    string Database,
    IReadOnlyList<string> Tables,
    string? Policy = null,
    SyncMode Mode = SyncMode.RealTime,
    string? Schedule = null,
    string? TimeZone = null);
