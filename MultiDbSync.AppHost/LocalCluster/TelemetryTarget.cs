namespace MultiDbSync.AppHost.LocalCluster;

/// <summary>Where the services send their telemetry to.</summary>
internal sealed record TelemetryTarget(string Endpoint, string ApiKey, string Dashboard);
