namespace MultiDbSync.AppHost.Cluster;

/// <summary>Keys of <see cref="ClusterDescription.Pids"/> that are no resource.</summary>
internal static class ClusterPids
{
    public const string AppHost = "apphost";
}
