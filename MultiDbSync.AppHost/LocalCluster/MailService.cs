using MultiDbSync.AppHost.Cluster;
using MultiDbSync.AppHost.Embedded;

namespace MultiDbSync.AppHost.LocalCluster;

/// <summary>Where mails go: to MailDev where npm can bring it, else as files into a folder.</summary>
internal sealed class MailService(bool folderWanted, ClusterPorts ports, DataFolder data, string toolsFolder, ClusterConsole console, HttpClient http)
{
    private bool _files = folderWanted || !NpmPackage.NpmIsThere;

    /// <summary>What the sync worker is given. Decided before MailDev runs, which may have to be downloaded first.</summary>
    public string Connection => _files ? new Uri(data.Mail).AbsoluteUri : $"smtp://localhost:{ports.Smtp}";

    /// <summary>Where people read them.</summary>
    public string Inbox => _files ? data.Mail : $"http://localhost:{ports.Inbox}/index.html";

    /// <returns>Whether <see cref="Connection"/> is the same as before.</returns>
    public async Task<bool> StartAsync(ProcessGroup processes, CancellationToken cancellationToken)
    {
        if (_files)
        {
            if (!folderWanted)
                console.Warn(ResourceNames.MailDev, $"npm is not installed, so there is no inbox: mails are written to {data.Mail}");
            return true;
        }

        try
        {
            var package = await MailDevCommand.Package.InstallAsync(toolsFolder, cancellationToken);
            var spec = new ProcessSpec(ResourceNames.MailDev, SelfCommand.Dotnet,
                [SelfCommand.Assembly, .. MailDevCommand.Arguments(package, ports.Smtp, ports.Inbox)], data.Path, new Dictionary<string, string>());
            await processes.StartAsync(spec, token => Readiness.HttpAsync(http, $"http://localhost:{ports.Inbox}{MailDevCommand.HealthPath}", token), cancellationToken);
            return true;
        }
        catch (Exception error) when (error is ToolMissingException or ClusterException)
        {
            await processes.StopAsync(ResourceNames.MailDev);
            _files = true;
            console.Warn(ResourceNames.MailDev, $"{error.Message}. There is no inbox: mails are written to {data.Mail}");
            return false;
        }
    }
}
