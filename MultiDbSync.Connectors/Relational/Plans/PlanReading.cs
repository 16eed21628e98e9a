using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.Relational.Plans;

/// <summary>What a make has read of its plan: the tree for people, and what advice is about.</summary>
internal sealed record PlanReading(IReadOnlyList<PlanNode> Steps, IReadOnlyList<PlanScan> Scans, IReadOnlyList<PlanSort> Sorts);
