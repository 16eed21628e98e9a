using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Api.Features.Status;

/// <summary>All that the answer to "is my data in sync?" depends on.</summary>
/// <param name="WorkerSilence">Time since the worker's last sign of life, or null when there never was one.</param>
internal sealed record StatusFacts(
    IReadOnlyList<DatabaseSummary> Databases, IReadOnlyList<SyncSetSummary> SyncSets, int OpenConflicts, TimeSpan? WorkerSilence)
{
    /// <summary>The worker gives a sign of life every few seconds; after this long it is taken to be away.</summary>
    public static readonly TimeSpan WorkerPatience = TimeSpan.FromSeconds(15);

    /// <summary>Databases that take part.</summary>
    public IReadOnlyList<DatabaseSummary> Active { get; } = [.. Databases.Where(d => d.Enabled)];

    public long Pending => Active.Sum(d => d.PendingChanges);

    public bool WorkerAway => WorkerSilence is not { } silence || silence > WorkerPatience;
}
