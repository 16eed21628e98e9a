using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Contracts.Status;

/// <summary>Body of <c>GET /api/sync-status</c>.</summary>
/// <param name="Sentence">One sentence that answers "is my data in sync?".</param>
/// <param name="LagSeconds">Worst lag over all databases, in seconds.</param>
/// <param name="WorkerSeenAt">Last sign of life of the worker, or null when there was none.</param>
/// <param name="RedisConnected">Whether live pushes work; sync goes on without.</param>
/// <param name="NewAlerts">Alerts that last and that nobody has taken note of.</param>
public sealed record SyncStatus(
    SyncHealth Health,
    string Sentence,
    double LagSeconds,
    long PendingChanges,
    int OpenConflicts,
    DateTimeOffset? WorkerSeenAt,
    bool RedisConnected,
    IReadOnlyList<DatabaseSummary> Databases,
    IReadOnlyList<SyncSetSummary> SyncSets,
    IReadOnlyList<RunSummary> RecentRuns,
    DateTimeOffset At,
    int NewAlerts = 0);
