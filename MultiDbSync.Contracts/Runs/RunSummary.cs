namespace MultiDbSync.Contracts.Runs;

/// <summary>A durable run. Times are UTC.</summary>
/// <param name="Percent">Progress from 0 to 100.</param>
/// <param name="Captured">Changes read from the databases during the run.</param>
/// <param name="Applied">Rows written during the run.</param>
/// <param name="Message">What was left, or what failed.</param>
/// <param name="TraceId">The run's trace in the telemetry.</param>
/// <param name="Load">Of a first load: how far each table is. Lists leave it out.</param>
/// <param name="Attempts">How often a worker took it: more than once when a worker was stopped or killed meanwhile. 0 for runs of versions that did not count.</param>
public sealed record RunSummary(
    long Id,
    string SyncSet,
    RunKind Kind,
    RunStatus Status,
    int Percent,
    long Captured,
    long Applied,
    int Conflicts,
    string RequestedBy,
    DateTimeOffset RequestedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    string? Message,
    string? TraceId,
    LoadProgress? Load = null,
    int Attempts = 0);
