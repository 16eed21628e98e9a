namespace MultiDbSync.Contracts.Realtime;

/// <summary>What a <see cref="SyncEvent"/> is about.</summary>
public enum SyncEventKind
{
    /// <summary>Status, lag or backlog changed: read <c>/api/sync-status</c> or take the event's figures.</summary>
    Status,

    /// <summary>A conflict was opened, joined or resolved.</summary>
    Conflict,

    /// <summary>A run began, moved on or ended.</summary>
    Run,

    /// <summary>A second's figures for the charts.</summary>
    Metrics,

    /// <summary>Databases, sync sets or users changed.</summary>
    Configuration,

    /// <summary>An alert was raised, changed, acknowledged or cleared.</summary>
    Alert,

    /// <summary>The outbox has moved on.</summary>
    Mail,
}
