namespace MultiDbSync.Engine.Changes;

/// <summary>A node's own account of one sync set (<c>mds_state</c> and <c>mds_deferred</c>), read in one snapshot.</summary>
/// <param name="Hub">Identity of the hub that the node belongs to.</param>
/// <param name="Incarnation">The hub's incarnation; a hub that was restored starts a new one.</param>
/// <param name="Applied">Hub position that the node has received.</param>
/// <param name="Captured">Generation: raised by each transaction that deletes captured entries.</param>
public sealed record NodeState(string Hub, long Incarnation, long Applied, long Captured, IReadOnlyList<DeferredRow> Deferred);
