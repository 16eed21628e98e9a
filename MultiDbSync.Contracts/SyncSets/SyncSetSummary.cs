namespace MultiDbSync.Contracts.SyncSets;

/// <summary>A sync set as lists show it.</summary>
/// <param name="Schedule">Cron expression of five fields, when the mode is scheduled.</param>
/// <param name="TimeZone">IANA time zone of the schedule.</param>
/// <param name="NextRunAt">Next scheduled run, or null.</param>
/// <param name="LastSuccessAt">When all of its databases were last known to have received everything.</param>
/// <param name="PendingChanges">Undelivered log entries, over all databases.</param>
/// <param name="LagSeconds">Worst lag over its databases, in seconds.</param>
public sealed record SyncSetSummary(
    string Name,
    bool Enabled,
    SyncMode Mode,
    string? Schedule,
    string TimeZone,
    DateTimeOffset? NextRunAt,
    DateTimeOffset? LastSuccessAt,
    long PendingChanges,
    double LagSeconds,
    int OpenConflicts,
    IReadOnlyList<string> Databases,
    IReadOnlyList<SyncSetTable> Tables)
{
    /// <summary>Its databases with the way that changes go. Only the status tells it.</summary>
    public IReadOnlyList<SyncSetRoute> Routes { get; init; } = [];
}
