namespace MultiDbSync.AppHost.LocalCluster;

/// <summary>Where the services send their telemetry to.</summary>
internal sealed record TelemetryTarget(string Endpoint, string ApiKey, string Dashboard)
{
    /// <summary>Without what is secret: it may end up in a log.</summary>
    public override string ToString() => $"{nameof(TelemetryTarget)} {{ {nameof(Endpoint)} = {Endpoint} }}";
}
