namespace MultiDbSync.Contracts.Realtime;

/// <summary>Redis pub/sub channels. Redis may lose any message: durable truth is in the databases and the hub store.</summary>
public static class Channels
{
    /// <summary>A database has changes, or the hub log has grown. Payload: <see cref="Signal"/>.</summary>
    public const string Signal = "mds:signal";

    /// <summary>Something to show. Payload: <see cref="SyncEvent"/>.</summary>
    public const string Event = "mds:event";

    /// <summary>Something to do. Payload: <see cref="Command"/>.</summary>
    public const string Command = "mds:command";
}
