namespace MultiDbSync.Engine.Changes;

/// <summary>Where a change came from: a node in one of its epochs (a node that went back begins a new one), or the hub.</summary>
public sealed record Origin(string Node, int Epoch)
{
    /// <summary>Decisions and merges.</summary>
    public static Origin Hub { get; } = new("hub", 0);
}
