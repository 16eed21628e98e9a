using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MultiDbSync.AppHost.Cluster;
using MultiDbSync.AppHost.Embedded;
using MultiDbSync.AppHost.Servers;

namespace MultiDbSync.AppHost.Hosting;

/// <summary>The sample's databases on servers.</summary>
internal static class SampleResources
{
    /// <summary>Servers in containers, or from the programs installed here, where there is no container runtime.</summary>
    /// <returns>By the names of the servers, the sample's database on each; none where the sample is made of files.</returns>
    /// <exception cref="ClusterException">A server is not to be had.</exception>
    public static async Task<IReadOnlyDictionary<string, IResourceBuilder<IResourceWithConnectionString>>> AddSampleServersAsync(
        this IDistributedApplicationBuilder builder, LocalRun? local, bool containers)
    {
        var servers = new Dictionary<string, IResourceBuilder<IResourceWithConnectionString>>();
        if (local is null)
            return servers;

        if (local.Servers && containers)
        {
            if (await ContainerRuntime.FindAsync() is { } runtime)
            {
                foreach (var server in new[] { ResourceNames.Postgres, ResourceNames.MySql })
                    await ServerVolume.StartFreshAsync(runtime, local.Data, server, CancellationToken.None);
            }

            servers[ResourceNames.Postgres] = builder.AddPostgresDatabase(local);
            servers[ResourceNames.MySql] = builder.AddMySqlDatabase(local);
        }
        else if (local.Servers)
        {
            var choice = new ServerChoice(local.Data, local.Secrets, local.Port(5432), local.Port(3306));
            foreach (var server in await choice.ChooseAsync(runtime: null, CancellationToken.None))
                servers[server.Name] = await builder.AddLocalServerAsync(server);
        }

        local.Data.KeepSample(local.Servers ? SampleKind.Servers : SampleKind.Simulated);
        return servers;
    }

    /// <summary>What a service needs to know of the servers, and that it waits for them.</summary>
    public static IResourceBuilder<ProjectResource> WithSampleServers(
        this IResourceBuilder<ProjectResource> service, IReadOnlyDictionary<string, IResourceBuilder<IResourceWithConnectionString>> servers)
    {
        foreach (var (name, database) in servers)
        {
            service.WithReference(database)
                .WithEnvironment(name == ResourceNames.Postgres ? "Sample__Postgres" : "Sample__MySql", database.Resource.ConnectionStringExpression)
                .WaitFor(database);
        }

        return service;
    }

    private static IResourceBuilder<IResourceWithConnectionString> AddPostgresDatabase(this IDistributedApplicationBuilder builder, LocalRun local) =>
        builder.AddPostgres(
                ResourceNames.Postgres,
                builder.AddParameter($"{ResourceNames.Postgres}-user", ResourceNames.Library),
                builder.AddGeneratedSecret($"{ResourceNames.Postgres}-password", local.Secrets.Password(ResourceNames.Postgres)),
                local.Port(5432))
            .WithImageTag(ServerImage.Postgres.Tag)
            .WithArgs([.. ServerImage.Postgres.Arguments])
            .WithDataVolume(ServerVolume.NameOf(local.Data, ResourceNames.Postgres))
            .AddDatabase(DatabaseName(ResourceNames.Postgres), ResourceNames.Library);

    private static IResourceBuilder<IResourceWithConnectionString> AddMySqlDatabase(this IDistributedApplicationBuilder builder, LocalRun local) =>
        builder.AddMySql(
                ResourceNames.MySql,
                builder.AddGeneratedSecret($"{ResourceNames.MySql}-password", local.Secrets.Password($"{ResourceNames.MySql}-admin")),
                local.Port(3306))
            .WithImageTag(ServerImage.MySql.Tag)
            .WithArgs([.. ServerImage.MySql.Arguments])
            .WithDataVolume(ServerVolume.NameOf(local.Data, ResourceNames.MySql))
            .AddDatabase(DatabaseName(ResourceNames.MySql), ResourceNames.Library);

    private static async Task<IResourceBuilder<IResourceWithConnectionString>> AddLocalServerAsync(this IDistributedApplicationBuilder builder, IDatabaseServer server)
    {
        var command = await server.PrepareAsync(CancellationToken.None);
        var check = $"{server.Name}-answers";
        builder.Services.AddHealthChecks().AddAsyncCheck(check, async cancellationToken =>
            await server.IsReadyAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("the sample's database does not answer"));
        builder.AddExecutable(server.Name, SelfCommand.Dotnet, Repository.Root, [SelfCommand.Assembly, .. ServerVerb.Arguments(command)]);

        var connection = server.Connection;
        return builder.AddConnectionString(DatabaseName(server.Name), ReferenceExpression.Create($"{connection}")).WithHealthCheck(check);
    }

    private static string DatabaseName(string server) => $"{server}-{ResourceNames.Library}";
}
