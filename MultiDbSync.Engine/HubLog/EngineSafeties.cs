namespace MultiDbSync.Engine.HubLog;

/// <summary>
/// The safeties of the algorithm, each of which closes a hole. All are on; tests switch one off and require that the simulation finds a loss or a
/// divergence.
/// </summary>
internal sealed record EngineSafeties
{
    public static EngineSafeties AllOn { get; } = new();

    /// <summary>An entry that the hub has is not taken twice.</summary>
    public bool Dedupe { get; init; } = true;

    /// <summary>A change is judged by what its node had received.</summary>
    public bool Seen { get; init; } = true;

    /// <summary>A row left alone has seen less than its node.</summary>
    public bool DeferredSeen { get; init; } = true;

    /// <summary>A change that the target itself has superseded is not delivered to it.</summary>
    public bool OwnLater { get; init; } = true;

    /// <summary>A row that its own node moved out of that node's filter is deleted there.</summary>
    public bool OwnLeave { get; init; } = true;

    /// <summary>A create at a filtered node is looked up at every node: the key may exist where its writer could not see it.</summary>
    public bool HiddenRows { get; init; } = true;

    /// <summary>Also where nobody else changed the row, what a change replaced must be what the head holds.</summary>
    public bool Net { get; init; } = true;

    /// <summary>A change is judged by the heads as they are under the set's lock, not as its worker last saw them.</summary>
    public bool SetLock { get; init; } = true;

    /// <summary>Sides of the same time are told apart by their nodes' priority and name.</summary>
    public bool TieBreak { get; init; } = true;

    /// <summary>Heads of deferred rows are not pruned.</summary>
    public bool PruneDeferred { get; init; } = true;
}
