using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.HubLog;

namespace MultiDbSync.Engine.Delivery;

/// <summary>What one delivery step did.</summary>
/// <param name="Entries">Log entries covered; 0 when the node had everything.</param>
/// <param name="Written">Rows changed.</param>
/// <param name="Status">How the target transaction ended.</param>
/// <param name="Findings">What only the target could see.</param>
/// <param name="State">The node's account that the step started from.</param>
internal sealed record DeliveryOutcome(int Entries, int Written, ApplyStatus Status, IReadOnlyList<TargetFinding> Findings, NodeState State)
{
    /// <summary>Rows that the database refuses for a reason of its own.</summary>
    public IReadOnlyList<RowOutcome> Rejected { get; init; } = [];

    /// <summary>What the target transaction took; null when there was none.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>The log held nothing behind what was delivered: whatever comes later signals.</summary>
    public bool IsLast { get; init; }

    /// <summary>Deferred rows whose head is gone.</summary>
    public IReadOnlyList<DeferredRow> Lost { get; init; } = [];
}
