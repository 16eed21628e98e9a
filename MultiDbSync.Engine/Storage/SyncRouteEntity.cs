using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Engine.Storage;

/// <summary>A database's membership in a sync set.</summary>
public sealed class SyncRouteEntity
{
    /// <summary><see cref="StartPosition"/> of a loading database that has not been prepared: nothing of the set is installed there.</summary>
    public const long NotPrepared = -1;

    /// <summary><see cref="StartPosition"/> of a loading database that is being prepared: none of its loops run meanwhile.</summary>
    public const long Preparing = -2;

    /// <summary>The set's name.</summary>
    public required string SyncSet { get; set; }

    /// <summary>The database's name.</summary>
    public required string Node { get; set; }

    /// <summary>Hub position that the database's content corresponded to when it joined.</summary>
    public long StartPosition { get; set; }

    /// <summary>How far it has come in joining.</summary>
    public RouteState State { get; set; }

    /// <summary>Which way changes go.</summary>
    public RouteDirection Direction { get; set; }

    /// <summary>How it joined.</summary>
    public FirstLoadMode LoadMode { get; set; }

    /// <summary>The database whose rows its first load copies, or null.</summary>
    public string? LoadSource { get; set; }

    /// <summary>How its tables differ from those of the set; a table without an entry is the same here.</summary>
    public List<RouteTableEntity> Tables { get; } = [];
}
