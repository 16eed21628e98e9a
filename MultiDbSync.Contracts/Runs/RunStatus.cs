namespace MultiDbSync.Contracts.Runs;

/// <summary>Where a run stands.</summary>
public enum RunStatus
{
    /// <summary>Waits for the worker.</summary>
    Queued,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>Everything was delivered.</summary>
    Succeeded,

    /// <summary>Something was left (a database away, a row held or refused); it heals by itself, or shows as a conflict or a dead letter.</summary>
    Incomplete,

    /// <summary>Needs a person.</summary>
    Failed,

    /// <summary>Somebody called it off before the worker had begun: nothing was done.</summary>
    Cancelled,
}
