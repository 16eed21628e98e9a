namespace MultiDbSync.Contracts.SyncSets;

/// <summary>Everything about one sync set.</summary>
/// <param name="Shapes">Its tables as it agreed on them.</param>
public sealed record SyncSetDetail(SyncSetSummary Set, IReadOnlyList<SyncSetShape> Shapes, IReadOnlyList<SyncSetMember> Members);
