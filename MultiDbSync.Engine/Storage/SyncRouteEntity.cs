namespace MultiDbSync.Engine.Storage;

/// <summary>A database's membership in a sync set.</summary>
public sealed class SyncRouteEntity
{
    /// <summary>The set's name.</summary>
    public required string SyncSet { get; set; }

    /// <summary>The database's name.</summary>
    public required string Node { get; set; }

    /// <summary>Hub position that the database's content corresponded to when it joined.</summary>
    public long StartPosition { get; set; }
}
