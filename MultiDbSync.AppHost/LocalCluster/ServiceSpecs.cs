using System.Globalization;
using MultiDbSync.AppHost.Cluster;
using MultiDbSync.AppHost.Embedded;

namespace MultiDbSync.AppHost.LocalCluster;

/// <summary>The services of the cluster, with the variables that Aspire would give them.</summary>
internal sealed class ServiceSpecs(ClusterPorts ports, DataFolder data, ClusterSecrets secrets, TelemetryTarget? telemetry)
{
    private static readonly string EnvironmentName = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") is { Length: > 0 } name ? name : "Development";

    public string WebAddress { get; } = Address(ports.Web);

    public string ApiAddress { get; } = Address(ports.Api);

    public string SyncWorkerAddress { get; } = Address(ports.SyncWorker);

    public int RedisPort => ports.Redis;

    public string RedisConnection { get; } = $"localhost:{ports.Redis}";

    public ProcessSpec Redis() => new(ResourceNames.Redis, SelfCommand.Dotnet, [SelfCommand.Assembly, .. EmbeddedVerbs.GarnetArguments(ports.Redis)],
        Repository.Root, new Dictionary<string, string>())
    {
        // It greets with a picture of some lines.
        Quiet = true,
    };

    public ProcessSpec Api() => Service(ResourceNames.Api, "MultiDbSync.Api", ports.Api, new()
    {
        ["ConnectionStrings__redis"] = RedisConnection,
        ["ConnectionStrings__hub"] = data.HubConnection,
        ["Sample__Directory"] = data.Sample,
        ["Setup__Token"] = secrets.SetupToken(),
        ["Operator__Key"] = secrets.OperatorKey(),
        ["DataProtection__Directory"] = data.Keys(ResourceNames.Api),
    });

    /// <param name="mail">Where mails go: <c>smtp://host:port</c> or <c>file://folder</c>.</param>
    /// <param name="sample">What it is told of the sample's servers.</param>
    public ProcessSpec SyncWorker(string mail, IReadOnlyDictionary<string, string> sample) => Service(ResourceNames.SyncWorker, "MultiDbSync.SyncWorker", ports.SyncWorker, new(sample)
    {
        ["ConnectionStrings__redis"] = RedisConnection,
        ["ConnectionStrings__hub"] = data.HubConnection,
        ["ConnectionStrings__mail"] = mail,
        ["Mail__From"] = "MultiDbSync <multidbsync@localhost>",
        ["Mail__LinkBase"] = WebAddress,
        ["Sample__Directory"] = data.Sample,
    });

    public ProcessSpec Web() => Service(ResourceNames.Web, "MultiDbSync.Web", ports.Web, new()
    {
        ["services__api__http__0"] = ApiAddress,
        ["DataProtection__Directory"] = data.Keys(ResourceNames.Web),
        ["Telemetry__Dashboard"] = telemetry?.Dashboard ?? "",
    });

    private static string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}");

    private ProcessSpec Service(string name, string project, int port, Dictionary<string, string> own)
    {
        var variables = new Dictionary<string, string>(own)
        {
            ["ASPNETCORE_URLS"] = Address(port),
            ["ASPNETCORE_ENVIRONMENT"] = EnvironmentName,
            ["DOTNET_ENVIRONMENT"] = EnvironmentName,
            ["OTEL_SERVICE_NAME"] = name,
            ["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={Environment.ProcessId}",

            // One line an entry, so that each carries its prefix.
            ["Logging__Console__FormatterName"] = "simple",
            ["Logging__Console__FormatterOptions__SingleLine"] = "true",
        };
        if (telemetry is not null)
        {
            variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = telemetry.Endpoint;
            variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
            variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={telemetry.ApiKey}";

            // As Aspire does: what happens is seen a second later, not a minute.
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
        }

        return new ProcessSpec(name, SelfCommand.Dotnet, [Repository.AssemblyOf(project)], Repository.ProjectFolder(project), variables);
    }
}
