namespace MultiDbSync.Contracts.Runs;

/// <summary>Why a run began.</summary>
public enum RunKind
{
    /// <summary>Somebody pressed "Sync now" or called the API.</summary>
    Manual,

    /// <summary>A schedule.</summary>
    Scheduled,

    /// <summary>Demo traffic and demo conflicts.</summary>
    Demo,

    /// <summary>A database that joins a sync set receives its rows.</summary>
    FirstLoad,
}
