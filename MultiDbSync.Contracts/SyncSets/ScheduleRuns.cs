namespace MultiDbSync.Contracts.SyncSets;

/// <summary>When a schedule would run next.</summary>
/// <param name="Next">The next runs, first one first.</param>
public sealed record ScheduleRuns(string Schedule, string TimeZone, IReadOnlyList<DateTimeOffset> Next);
