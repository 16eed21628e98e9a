using MultiDbSync.AppHost.Cluster;
using MultiDbSync.AppHost.Embedded;

namespace MultiDbSync.AppHost.Servers;

/// <summary>The volume of a containerised server that belongs to a data folder.</summary>
internal static class ServerVolume
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static string NameOf(DataFolder data, string server) => $"multidbsync-{Path.GetFileName(ServerHome.SystemFolderOf(data.Path))}-{server}";

    /// <summary>A new data folder has nothing to do with what an earlier one of that path held.</summary>
    public static async Task StartFreshAsync(string runtime, DataFolder data, string server, CancellationToken cancellationToken)
    {
        if (data.IsNew)
            await ContainerRuntime.SucceedsAsync(runtime, ["volume", "rm", "--force", NameOf(data, server)], Patience, cancellationToken);
    }
}
