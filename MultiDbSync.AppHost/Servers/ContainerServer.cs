using System.Globalization;
using MultiDbSync.AppHost.Cluster;
using MultiDbSync.AppHost.Embedded;

namespace MultiDbSync.AppHost.Servers;

/// <summary>A server in a container, its data in a volume that belongs to the cluster's data folder.</summary>
/// <param name="ready">Whether the sample's database answers.</param>
internal sealed class ContainerServer(
    string runtime, ServerImage image, int port, DataFolder data, ClusterSecrets secrets, string connection, Func<CancellationToken, Task<bool>> ready) : IDatabaseServer
{
    private static readonly TimeSpan TimeToPull = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TimeToRemove = TimeSpan.FromMinutes(1);

    public string Name => image.Name;

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port} ({image.Image}:{image.Tag} by {runtime})");

    public string Connection => connection;

    private string Volume => ServerVolume.NameOf(data, image.Name);

    /// <summary>Whether the image is here or can be brought here.</summary>
    public async Task<bool> CanPullAsync(CancellationToken cancellationToken) =>
        await ContainerRuntime.SucceedsAsync(runtime, ["image", "inspect", image.Reference], TimeToRemove, cancellationToken)
        || await ContainerRuntime.SucceedsAsync(runtime, ["pull", "--quiet", image.Reference], TimeToPull, cancellationToken);

    public async Task<ServerCommand> PrepareAsync(CancellationToken cancellationToken)
    {
        // One that a killed cluster left behind holds the name and the volume.
        await ContainerRuntime.SucceedsAsync(runtime, ["rm", "--force", Volume], TimeToRemove, cancellationToken);
        await ServerVolume.StartFreshAsync(runtime, data, image.Name, cancellationToken);
        var variables = image.Variables(secrets.Password(image.Name), secrets.Password($"{image.Name}-admin"));
        string[] arguments =
        [
            "run", "--rm", "--name", Volume,
            "--publish", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}:{image.Port}"),
            "--volume", $"{Volume}:{image.DataPath}",
            .. variables.Keys.SelectMany(name => new[] { "--env", name }),
            image.Reference, .. image.Arguments,
        ];

        // The runtime's command hands the signal on to the server.
        return new ServerCommand(runtime, arguments, image.StopSignal) { Environment = variables };
    }

    public Task<bool> IsReadyAsync(CancellationToken cancellationToken) => ready(cancellationToken);
}
