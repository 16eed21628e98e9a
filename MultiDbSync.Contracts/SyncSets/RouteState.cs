namespace MultiDbSync.Contracts.SyncSets;

/// <summary>How far a database has come in joining a sync set.</summary>
public enum RouteState
{
    /// <summary>It takes part.</summary>
    Active,

    /// <summary>Its first load runs: its changes are captured, it receives none yet.</summary>
    Loading,

    /// <summary>It is to be taken out: what it changed last is carried over, it receives nothing any more.</summary>
    Leaving,
}
