namespace MultiDbSync.Contracts.Status;

/// <summary>The answer to "is my data in sync?".</summary>
public enum SyncHealth
{
    /// <summary>All databases hold the same rows as far as captured, and no conflict is open.</summary>
    InSync,

    /// <summary>Changes are on their way.</summary>
    Syncing,

    /// <summary>Equal but for rows in open conflicts.</summary>
    Conflicts,

    /// <summary>A database is away or the worker does not answer; changes wait safely.</summary>
    Degraded,

    /// <summary>Needs a person.</summary>
    Error,
}
