namespace MultiDbSync.Engine.HubLog;

/// <summary>How a decision ended. Anything but <see cref="Resolved"/> changed nothing.</summary>
public enum ResolveStatus
{
    /// <summary>Carried out: the hub log has grown.</summary>
    Resolved,

    /// <summary>No such conflict.</summary>
    NotFound,

    /// <summary>Changed or settled since the person looked.</summary>
    Moved,

    /// <summary>The decision can't stand; the message says why.</summary>
    Refused,
}

/// <summary>Result of a decision.</summary>
/// <param name="SyncSet">The set whose log has grown.</param>
/// <param name="OpenConflicts">Open conflicts over all sets, afterwards.</param>
public sealed record ResolveOutcome(ResolveStatus Status, string? SyncSet = null, string? Message = null, int OpenConflicts = 0);
