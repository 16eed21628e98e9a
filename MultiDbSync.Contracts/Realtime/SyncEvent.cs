using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.Status;

namespace MultiDbSync.Contracts.Realtime;

/// <summary>One push: published on Redis by whoever caused it, handed on to browsers by the SignalR hub. Only the part that fits <paramref name="Kind"/> is set.</summary>
/// <param name="OpenConflicts">For conflict events: how many are open now.</param>
/// <param name="ConflictId">For conflict events: which one.</param>
public sealed record SyncEvent(
    SyncEventKind Kind,
    DateTimeOffset At,
    string? SyncSet = null,
    int? OpenConflicts = null,
    long? ConflictId = null,
    RunSummary? Run = null,
    MetricPoint? Metrics = null,
    SyncStatus? Status = null);
