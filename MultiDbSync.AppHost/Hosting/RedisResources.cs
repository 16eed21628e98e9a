using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MultiDbSync.AppHost.Cluster;
using MultiDbSync.AppHost.Embedded;

namespace MultiDbSync.AppHost.Hosting;

/// <summary>Redis without a container.</summary>
internal static class RedisResources
{
    private const string Check = "embedded-redis";

    /// <summary>Garnet, run by this program, behind a connection string of the given name: consumers see no difference to AddRedis.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddEmbeddedRedis(this IDistributedApplicationBuilder builder, string name)
    {
        var port = new PortChoice().Choose(6379);
        string[] arguments = [SelfCommand.Assembly, .. EmbeddedVerbs.GarnetArguments(port)];
        var endpoint = builder.AddExecutable("garnet", SelfCommand.Dotnet, Repository.Root, arguments)
            .WithEndpoint(port: port, scheme: "tcp", name: "tcp", isProxied: false)
            .GetEndpoint("tcp");

        builder.Services.AddHealthChecks().AddAsyncCheck(Check, async cancellationToken =>
            await Readiness.RedisAsync(port, cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("no answer to PING"));

        var address = ReferenceExpression.Create($"{endpoint.Property(EndpointProperty.Host)}:{endpoint.Property(EndpointProperty.Port)}");
        return builder.AddConnectionString(name, address).WithHealthCheck(Check);
    }
}
