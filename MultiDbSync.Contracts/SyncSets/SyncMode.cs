namespace MultiDbSync.Contracts.SyncSets;

/// <summary>When a sync set's changes are delivered. Capture and conflict detection never wait.</summary>
public enum SyncMode
{
    /// <summary>As soon as they are captured.</summary>
    RealTime,

    /// <summary>At the times of a cron expression.</summary>
    Scheduled,

    /// <summary>When somebody asks for it.</summary>
    Manual,
}
