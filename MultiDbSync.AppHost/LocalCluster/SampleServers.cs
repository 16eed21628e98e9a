using MultiDbSync.AppHost.Cluster;
using MultiDbSync.AppHost.Embedded;
using MultiDbSync.AppHost.Servers;

namespace MultiDbSync.AppHost.LocalCluster;

/// <summary>The sample's databases: files, or one file and two servers that run beside the services.</summary>
internal sealed class SampleServers(bool wanted, ClusterPorts ports, DataFolder data, ClusterSecrets secrets, ClusterConsole console)
{
    private IReadOnlyList<IDatabaseServer> _servers = [];

    /// <summary>Connection strings by the names of the databases.</summary>
    public IReadOnlyDictionary<string, string> Connections =>
        (wanted ? [ResourceNames.Primary] : ResourceNames.SampleDatabases).Select(name => (Name: name, Connection: data.SampleConnection(name)))
            .Concat(_servers.Select(server => (server.Name, server.Connection)))
            .ToDictionary(database => database.Name, database => database.Connection);

    /// <summary>Where they are, for people.</summary>
    public string Location => string.Join(", ", [data.Sample, .. _servers.Select(server => $"{server.Name} {server.Address}")]);

    /// <summary>What the worker is told of the servers.</summary>
    public IReadOnlyDictionary<string, string> Variables => _servers.ToDictionary(
        server => server.Name == ResourceNames.Postgres ? "Sample__Postgres" : "Sample__MySql", server => server.Connection);

    /// <returns>Once both servers answer.</returns>
    /// <exception cref="ClusterException">A server is not to be had, or does not get ready.</exception>
    public async Task StartAsync(ProcessGroup processes, CancellationToken cancellationToken)
    {
        if (wanted)
            await StartServersAsync(processes, cancellationToken);
        data.KeepSample(wanted ? SampleKind.Servers : SampleKind.Simulated);
    }

    private async Task StartServersAsync(ProcessGroup processes, CancellationToken cancellationToken)
    {
        _servers = await new ServerChoice(data, secrets, ports.Postgres, ports.MySql).ChooseAsync(await ContainerRuntime.FindAsync(), cancellationToken);
        await Task.WhenAll(_servers.Select(async server =>
        {
            console.Line(server.Name, $"at {server.Address}");
            var command = await server.PrepareAsync(cancellationToken);
            var spec = new ProcessSpec(
                server.Name, SelfCommand.Dotnet, [SelfCommand.Assembly, .. ServerVerb.Arguments(command)], command.Folder ?? Repository.Root, command.Environment);
            await processes.StartAsync(spec, server.IsReadyAsync, cancellationToken);
        }));
    }
}
