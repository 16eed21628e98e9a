namespace MultiDbSync.Engine.HubLog;

/// <summary>What came of the doubt whether a node went back.</summary>
/// <param name="Epoch">The node's epoch now.</param>
internal sealed record NodeReset(int Epoch)
{
    /// <summary>It did: the epoch is new.</summary>
    public bool WentBack { get; init; }

    /// <summary>It lacks positions that the log no longer has: its rows must be loaded anew.</summary>
    public bool BehindLog { get; init; }
}
