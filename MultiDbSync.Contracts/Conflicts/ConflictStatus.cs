namespace MultiDbSync.Contracts.Conflicts;

/// <summary>Where a conflict stands.</summary>
public enum ConflictStatus
{
    /// <summary>Waits for a person.</summary>
    Open,

    /// <summary>A policy merged both sides.</summary>
    Merged,

    /// <summary>A policy chose a side.</summary>
    AutoResolved,

    /// <summary>A person decided.</summary>
    Resolved,
}
