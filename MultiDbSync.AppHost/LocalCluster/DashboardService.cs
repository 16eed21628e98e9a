using MultiDbSync.AppHost.Cluster;
using MultiDbSync.AppHost.Embedded;

namespace MultiDbSync.AppHost.LocalCluster;

/// <summary>Runs the Aspire dashboard beside the cluster, or says why there is none.</summary>
internal sealed class DashboardService(bool wanted, ClusterPorts ports, string toolsFolder, ClusterConsole console, HttpClient http)
{
    private readonly AspireDashboard? _dashboard = wanted && AspireDashboard.MayBeHad ? new(ports, toolsFolder) : null;

    /// <summary>Null where the services shall send none.</summary>
    public TelemetryTarget? Telemetry => _dashboard?.Telemetry;

    /// <summary>With the token that signs in; null while it does not run.</summary>
    public string? Address { get; private set; }

    public string WhyNot { get; private set; } = wanted ? "on its way" : "switched off by --no-dashboard";

    public async Task StartAsync(ProcessGroup processes, CancellationToken cancellationToken)
    {
        if (!wanted)
            return;

        try
        {
            if (_dashboard is null)
                throw new ToolMissingException("neither the command aspire nor npm is installed");
            var spec = await _dashboard.PrepareAsync(cancellationToken);
            await processes.StartAsync(spec, token => Readiness.HttpAsync(http, _dashboard.HealthAddress, token), cancellationToken);
            Address = _dashboard.LoginAddress;
            console.Line(AspireDashboard.Name, $"telemetry at {Address}");
        }
        catch (Exception error) when (error is ToolMissingException or ClusterException)
        {
            await processes.StopAsync(AspireDashboard.Name);
            WhyNot = "missing, see above";
            console.Warn(AspireDashboard.Name, $"The cluster runs without the Aspire dashboard: {error.Message}");
        }
    }
}
