namespace MultiDbSync.Contracts.Databases;

/// <summary>A synchronised database as lists show it.</summary>
/// <param name="Name">The unique name of the node.</param>
/// <param name="Make">The database make, for instance <c>sqlite</c>.</param>
/// <param name="Location">Where it is, without secrets.</param>
/// <param name="Message">Why <paramref name="State"/> is what it is, when there is something to say.</param>
/// <param name="PendingChanges">Log entries of others that this database has not received yet.</param>
/// <param name="DeferredRows">Rows left alone for now (waiting for a decision, a parent row, a lock).</param>
/// <param name="LagSeconds">Age of the oldest change that this database has not received, in seconds; 0 when it has all.</param>
/// <param name="LastSeenAt">When the worker last reached it.</param>
/// <param name="SyncSets">Names of the sync sets it belongs to.</param>
/// <param name="ClockOffsetMs">Its clock minus the hub's, in milliseconds; null while it was not measured.</param>
/// <param name="ClockErrorMs">How far off that may be, in milliseconds.</param>
/// <param name="Priority">Higher wins where policies compare databases.</param>
public sealed record DatabaseSummary(
    string Name,
    string Make,
    string Location,
    bool Enabled,
    DatabaseState State,
    string? Message,
    long PendingChanges,
    long DeferredRows,
    double LagSeconds,
    DateTimeOffset? LastSeenAt,
    IReadOnlyList<string> SyncSets,
    long? ClockOffsetMs = null,
    long? ClockErrorMs = null,
    int Priority = 0);
