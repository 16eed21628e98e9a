namespace MultiDbSync.AppHost.LocalCluster;

/// <summary>A process of the cluster: how to start it. It is expected to end when its standard input does.</summary>
internal sealed record ProcessSpec(
    string Name,
    string Command,
    IReadOnlyList<string> Arguments,
    string WorkingDirectory,
    IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Its output is kept for the case that it fails, but not shown.</summary>
    public bool Quiet { get; init; }
}
