using Microsoft.Extensions.Configuration;
using MultiDbSync.AppHost.Cluster;

namespace MultiDbSync.AppHost.Hosting;

/// <summary>What a run on this machine keeps and uses, as opposed to a deployment.</summary>
internal sealed class LocalRun : IDisposable
{
    private readonly PortChoice _ports = new();

    private LocalRun(DataFolder data, ClusterFile file)
    {
        Data = data;
        File = file;
        Secrets = new ClusterSecrets(data.Path);
    }

    public DataFolder Data { get; }

    public ClusterSecrets Secrets { get; }

    /// <summary>Where the running cluster is described.</summary>
    public ClusterFile File { get; }

    /// <summary>Takes <c>--data DIR</c>, <c>--reset</c> and <c>--cluster-file PATH</c>.</summary>
    /// <returns>Null in publish mode.</returns>
    public static LocalRun? Open(IDistributedApplicationBuilder builder, string[] args)
    {
        if (builder.ExecutionContext.IsPublishMode)
            return null;

        var data = builder.Configuration["data"] ?? Path.Combine(Repository.Artifacts, "data");
        return new LocalRun(DataFolder.Open(data, args.Contains("--reset")), ClusterFileOf(builder.Configuration));
    }

    public static ClusterFile ClusterFileOf(IConfiguration configuration) =>
        new(configuration["cluster-file"] ?? Path.Combine(Repository.Artifacts, "cluster.json"));

    /// <summary>The usual port, or a free one where that is taken.</summary>
    public int Port(int usual) => _ports.Choose(usual);

    public void Dispose()
    {
        File.RemoveIfOf(Environment.ProcessId);
        Data.Dispose();
    }
}
