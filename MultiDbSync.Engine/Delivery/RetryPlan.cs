using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Engine.Delivery;

/// <summary>Deferred rows to bring to their heads.</summary>
/// <param name="Batch">Null when there are none.</param>
/// <param name="Lost">Deferred rows whose head the hub does not have: only a damaged hub store leaves them so.</param>
internal sealed record RetryPlan(ApplyBatch? Batch, IReadOnlyList<DeferredRow> Lost)
{
    public static RetryPlan Nothing { get; } = new(null, []);
}
