namespace MultiDbSync.Engine.HubLog;

/// <summary>How the commit of a capture read ended.</summary>
internal enum CommitStatus
{
    /// <summary>Durable: the entries may be deleted at the node.</summary>
    Committed,

    /// <summary>The read is older than what the hub has: read again. If it stays so, the node went back.</summary>
    Stale,

    /// <summary>The node belongs to another hub.</summary>
    WrongHub,

    /// <summary>The node has received positions that this hub never gave out: the hub was restored.</summary>
    NodeAhead,
}
