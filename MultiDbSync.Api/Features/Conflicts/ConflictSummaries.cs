using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Conflicts;

internal static class ConflictSummaries
{
    public static ConflictSummary ToSummary(this ConflictEntity conflict) => new(
        conflict.Id, conflict.SyncSet, conflict.TableName, RowKey.Parse(conflict.RowKey).ToDisplay(), conflict.Kind, conflict.Status,
        conflict.LeftOrigin, conflict.RightOrigin, conflict.DetectedAt, conflict.ResolvedAt, conflict.ResolvedBy, conflict.Resolution, conflict.Version,
        conflict.AssignedTo, conflict.NewKey is null ? null : RowKey.Parse(conflict.NewKey).ToDisplay());
}
