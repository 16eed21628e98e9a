namespace MultiDbSync.Engine.Changes;

/// <summary>What one snapshot of a node's change log held, in <c>seq</c> order, with the state tables of the same snapshot.</summary>
/// <param name="States">By sync set.</param>
/// <param name="Complete">False when more entries were visible than the limit allowed; the read then ends at a transaction border where the engine has them.</param>
/// <param name="Raw">Every <c>seq</c> that the read covers, for the deletion after the hub has committed; includes rows that decode to no entry.</param>
public sealed record CaptureRead(
    IReadOnlyList<CapturedEntry> Entries,
    IReadOnlyDictionary<string, NodeState> States,
    bool Complete,
    IReadOnlyList<long> Raw);
