namespace MultiDbSync.Tests.Simulation;

/// <summary>What may happen next in a walk.</summary>
internal enum StepKind
{
    /// <summary>An application writes; its transaction may stay open, commit or roll back.</summary>
    Write,

    /// <summary>Capture: read, commit at the hub, delete at the node.</summary>
    Capture,

    /// <summary>The worker dies between the hub's commit and the deletion at the node.</summary>
    CaptureAndDie,

    /// <summary>The hub's process dies before it commits what was read.</summary>
    HubDies,

    /// <summary>A second worker reads, and commits later.</summary>
    Read,

    /// <summary>The second worker commits what it read.</summary>
    CommitRead,

    /// <summary>The node's account and the hub are read; what follows from them is written later.</summary>
    Plan,

    /// <summary>What was planned is written.</summary>
    Deliver,

    /// <summary>It is written, and the worker dies before it learns of it.</summary>
    DeliverAndDie,

    /// <summary>What was written once is written again.</summary>
    DeliverAgain,

    /// <summary>Rows that were left alone are tried again.</summary>
    Retry,

    /// <summary>A person decides on a conflict.</summary>
    Decide,

    /// <summary>The node's worker dies.</summary>
    Die,

    /// <summary>The hub drops what everybody has.</summary>
    Prune,

    /// <summary>A quiet hour: everybody gets everything, then the hub drops it.</summary>
    Rest,

    /// <summary>A table rests at a node, or goes on.</summary>
    Pause,

    /// <summary>A database with equal rows joins.</summary>
    Join,

    /// <summary>A database leaves.</summary>
    Leave,

    /// <summary>The node's clock is set.</summary>
    SetClock,

    /// <summary>The hub measures the node's clock.</summary>
    MeasureClock,

    /// <summary>Something changes a row behind the back of capture.</summary>
    Bypass,
}
