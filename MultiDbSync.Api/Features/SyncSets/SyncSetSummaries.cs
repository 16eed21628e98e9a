using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.SyncSets;

internal static class SyncSetSummaries
{
    /// <param name="databases">All databases; those of the set are picked.</param>
    /// <param name="openConflicts">Open conflicts of this set.</param>
    public static SyncSetSummary ToSummary(this SyncSetEntity set, IReadOnlyList<DatabaseSummary> databases, int openConflicts)
    {
        var members = databases.Where(d => d.SyncSets.Contains(set.Name)).ToList();
        return new SyncSetSummary(
            set.Name, set.Enabled, set.Mode, set.Schedule, set.TimeZone, set.NextRunAt, set.LastSuccessAt,
            members.Sum(m => m.PendingChanges), members.Select(m => m.LagSeconds).DefaultIfEmpty().Max(), openConflicts,
            [.. members.Select(m => m.Name)],
            [.. set.Tables.OrderBy(t => t.Name, StringComparer.Ordinal).Select(t => PolicyDefinitions.ToWire(t.Name, t.Policy))]);
    }
}
