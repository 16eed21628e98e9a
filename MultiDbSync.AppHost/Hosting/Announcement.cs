using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MultiDbSync.AppHost.Cluster;

namespace MultiDbSync.AppHost.Hosting;

/// <summary>Once every service is healthy: writes <c>cluster.json</c>, tells the link for the first administrator, and runs the demo if asked.</summary>
internal sealed partial class Announcement(
    AnnouncedResources resources, LocalRun local, bool demo, ResourceNotificationService notifications, IConfiguration configuration, ILogger<Announcement> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var name in new[] { ResourceNames.SyncWorker, ResourceNames.Api, ResourceNames.Web })
            await notifications.WaitForResourceHealthyAsync(name, stoppingToken);

        try
        {
            await AnnounceAsync(stoppingToken);
        }
        catch (ClusterException error)
        {
            Failed(error.Message);
        }
    }

    private async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var web = resources.Web.GetEndpoint("http").Url;
        var api = resources.Api.GetEndpoint("http").Url;
        var setupUrl = await FirstAdmin.SetupUrlAsync(http, api, web, local.Secrets.SetupToken(), cancellationToken);
        local.File.Write(await DescribeAsync(web, api, setupUrl, cancellationToken));
        Running(web);
        if (setupUrl is not null)
            FirstAdministrator(setupUrl);
        if (demo)
        {
            var run = await new DemoClient(http, TimeProvider.System).RunAsync(api, local.Secrets.OperatorKey(), _ => { }, cancellationToken);
            DemoEnded(run.Status, run.Conflicts);
        }
    }

    private async Task<ClusterDescription> DescribeAsync(string web, string api, string? setupUrl, CancellationToken cancellationToken) => new()
    {
        Web = web,
        Api = api,
        Mail = resources.Web.ApplicationBuilder.Resources.OfType<IResourceWithEndpoints>().FirstOrDefault(resource => resource.Name == ResourceNames.MailDev) is { } inbox
            ? $"{inbox.GetEndpoint("http").Url}/index.html"
            : local.Data.Mail,
        Smtp = await resources.Mail.Resource.GetConnectionStringAsync(cancellationToken),
        Dashboard = configuration["ASPNETCORE_URLS"]?.Split(';')[0],
        Databases = await DatabasesAsync(cancellationToken),
        Hub = local.Data.HubConnection,
        AdminSetupUrl = setupUrl,
        Redis = await resources.Redis.Resource.GetConnectionStringAsync(cancellationToken) ?? "",
        Data = local.Data.Path,
        OperatorKeyFile = local.Secrets.OperatorKeyFile,
        Pids = new Dictionary<string, int> { [ClusterPids.AppHost] = Environment.ProcessId },
    };

    private async Task<IReadOnlyDictionary<string, string>> DatabasesAsync(CancellationToken cancellationToken)
    {
        var files = local.Servers ? [ResourceNames.Primary] : ResourceNames.SampleDatabases;
        var databases = files.ToDictionary(name => name, local.Data.SampleConnection);
        foreach (var (name, server) in resources.Servers)
            databases[name] = await server.Resource.GetConnectionStringAsync(cancellationToken) ?? "";
        return databases;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "MultiDbSync is running: {Web}")]
    private partial void Running(string web);

    [LoggerMessage(Level = LogLevel.Information, Message = "First administrator: {Link}")]
    private partial void FirstAdministrator(string link);

    [LoggerMessage(Level = LogLevel.Information, Message = "The demo ended: {Status}, {Conflicts} conflicts")]
    private partial void DemoEnded(string status, int conflicts);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reason}")]
    private partial void Failed(string reason);
}
