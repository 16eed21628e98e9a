namespace MultiDbSync.Engine.Connectors;

/// <summary>How a target transaction ended.</summary>
public enum ApplyStatus
{
    /// <summary>Committed; see the rows' outcomes.</summary>
    Applied,

    /// <summary>The node moved on since the batch was planned: nothing written, plan again.</summary>
    Stale,

    /// <summary>A coalesced batch met a unique constraint: nothing written, replay uncoalesced.</summary>
    ConstraintFailed,

    /// <summary>The node belongs to another hub or incarnation: nothing written.</summary>
    WrongHub,
}
