using MultiDbSync.AppHost;
using MultiDbSync.AppHost.Embedded;
using MultiDbSync.AppHost.Hosting;

// Parts that this program runs as processes of their own, where there is no container runtime.
if (EmbeddedVerbs.TryRun(args) is { } embedded)
    return await embedded;

var demo = args is ["demo", ..];
if (demo && await RunningDemo.TryAsync(args) is { } answered)
    return answered;

var builder = DistributedApplication.CreateBuilder(demo ? args[1..] : args);
using var local = LocalRun.Open(builder, args);
var publishing = builder.ExecutionContext.IsPublishMode;
var containers = publishing || await ContainerRuntime.IsThereAsync();

if (publishing)
    builder.AddAzureContainerAppEnvironment("multidbsync");

var setupToken = builder.AddGeneratedSecret("setup-token", local?.Secrets.SetupToken());
var operatorKey = builder.AddGeneratedSecret("operator-key", local?.Secrets.OperatorKey());

var redis = containers ? builder.AddRedis(ResourceNames.Redis) : builder.AddEmbeddedRedis(ResourceNames.Redis);
var hub = local is null ? builder.AddConnectionString(ResourceNames.Hub) : builder.AddHubFile(ResourceNames.Hub, local);
var servers = await builder.AddSampleServersAsync(local, containers);
var mail = local is null ? builder.AddConnectionString(ResourceNames.Mail) : builder.AddMailDev(ResourceNames.MailDev, ResourceNames.Mail, local, containers);

var api = builder.AddProject<Projects.MultiDbSync_Api>(ResourceNames.Api, launchProfileName: null)
    .WithHttpEndpoint(port: local?.Port(5081))
    .WithHttpHealthCheck("/health")
    .WithReference(redis)
    .WithReference(hub)
    .WithEnvironment("Setup__Token", setupToken)
    .WithEnvironment("Operator__Key", operatorKey)
    .WithOperatorCommand("/api/trigger-manual-sync", "Sync now", "ArrowSync", operatorKey, body: "{}")
    .WithOperatorCommand("/api/demo", "Create demo conflicts", "BranchFork", operatorKey)
    .WithSampleServers(servers)
    .WithLocalSettings(local)
    .PublishAsOneReplica()
    .WaitFor(redis);

var syncWorker = builder.AddProject<Projects.MultiDbSync_SyncWorker>(ResourceNames.SyncWorker, launchProfileName: null)
    .WithHttpEndpoint(port: local?.Port(5082))
    .WithHttpHealthCheck("/health")
    .WithReference(redis)
    .WithReference(hub)
    .WithReference(mail)
    .WithEnvironment("Mail__From", builder.AddMailSender(local))
    .WithSampleServers(servers)
    .WithLocalSettings(local)
    .PublishAsOneReplica()
    .WaitFor(redis);

var web = builder.AddProject<Projects.MultiDbSync_Web>(ResourceNames.Web, launchProfileName: null)
    .WithHttpEndpoint(port: local?.Port(5080))
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithReference(api)
    .WithLocalSettings(local)
    .PublishAsOneReplica()
    .WaitFor(api);

syncWorker.WithEnvironment("Mail__LinkBase", web.GetEndpoint("http"));

if (local is not null)
    builder.AnnounceWhenHealthy(new AnnouncedResources(web, api, syncWorker, redis, hub, mail, servers), local, demo);

await builder.Build().RunAsync();
return 0;
