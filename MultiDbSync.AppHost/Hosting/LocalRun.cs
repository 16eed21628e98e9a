using Microsoft.Extensions.Configuration;
using MultiDbSync.AppHost.Cluster;
using MultiDbSync.AppHost.Servers;

namespace MultiDbSync.AppHost.Hosting;

/// <summary>What a run on this machine keeps and uses, as opposed to a deployment.</summary>
internal sealed class LocalRun : IDisposable
{
    private readonly PortChoice _ports = new();

    private LocalRun(DataFolder data, ClusterFile file, string sample)
    {
        Data = data;
        Servers = sample == SampleKind.Servers;
        File = file;
        Secrets = new ClusterSecrets(data.Path);
    }

    public DataFolder Data { get; }

    public ClusterSecrets Secrets { get; }

    /// <summary>Whether the sample has database servers.</summary>
    public bool Servers { get; }

    /// <summary>Where the running cluster is described.</summary>
    public ClusterFile File { get; }

    /// <summary>Takes <c>--data DIR</c>, <c>--reset</c>, <c>--databases simulated|servers</c> and <c>--cluster-file PATH</c>.</summary>
    /// <returns>Null in publish mode.</returns>
    public static LocalRun? Open(IDistributedApplicationBuilder builder, string[] args)
    {
        if (builder.ExecutionContext.IsPublishMode)
            return null;

        var asked = builder.Configuration["databases"];
        if (asked is not (null or SampleKind.Simulated or SampleKind.Servers))
            throw new ClusterException($"--databases is {SampleKind.Simulated} or {SampleKind.Servers}, not {asked}.");

        var data = DataFolder.Open(builder.Configuration["data"] ?? Path.Combine(Repository.Artifacts, "data"), args.Contains("--reset"));
        return new LocalRun(data, ClusterFileOf(builder.Configuration), data.ChooseSample(asked));
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
