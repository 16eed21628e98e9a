using MultiDbSync.Contracts.Runs;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Runs;

internal static class RunSummaries
{
    public static RunSummary ToSummary(this RunEntity run) => new(
        run.Id, run.SyncSet, run.Kind, run.Status, run.Percent, run.Captured, run.Applied, run.Conflicts, run.RequestedBy, run.RequestedAt,
        run.StartedAt, run.FinishedAt, run.Message, run.TraceId);
}
