namespace MultiDbSync.Contracts.SyncSets;

/// <summary>Which way changes go between a database and the hub.</summary>
public enum RouteDirection
{
    /// <summary>Both ways.</summary>
    Both,

    /// <summary>The database's changes go out; it receives none.</summary>
    SendOnly,

    /// <summary>The database receives; what its own applications change is not sent.</summary>
    ReceiveOnly,
}
