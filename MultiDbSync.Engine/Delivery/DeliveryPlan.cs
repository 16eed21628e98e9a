using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Engine.Delivery;

/// <summary>What one target transaction is to do.</summary>
/// <param name="Batch">Coalesced: one entry per row.</param>
/// <param name="Uncoalesced">The same changes one by one in log order, for the replay after a refused constraint.</param>
/// <param name="Entries">Log entries covered, those that are skipped included.</param>
/// <param name="Traces">Trace contexts of the captures, in log order.</param>
/// <param name="OldestAcceptedAt">When the oldest of the entries was accepted.</param>
internal sealed record DeliveryPlan(
    ApplyBatch Batch,
    ApplyBatch Uncoalesced,
    int Entries,
    IReadOnlyList<string> Traces,
    DateTimeOffset OldestAcceptedAt)
{
    /// <summary>The log holds nothing behind it.</summary>
    public bool IsLast { get; init; }
}
