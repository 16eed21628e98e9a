using MultiDbSync.Contracts.Runs;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Runtime;

/// <summary>Runs as the wire shows them.</summary>
public static class RunSummaries
{
    /// <summary>The wire's record of a run.</summary>
    public static RunSummary ToSummary(this RunEntity run) => new(
        run.Id, run.SyncSet, run.Kind, run.Status, run.Percent, run.Captured, run.Applied, run.Conflicts, run.RequestedBy, run.RequestedAt,
        run.StartedAt, run.FinishedAt, run.Message, run.TraceId, Attempts: run.Attempts);
}
