namespace MultiDbSync.AppHost.Cluster;

/// <summary>A running cluster, as written to <c>artifacts/cluster.json</c> for scripts, tests and the <c>demo</c> verb.</summary>
internal sealed record ClusterDescription
{
    public required string Web { get; init; }

    public required string Api { get; init; }

    /// <summary>The inbox, or the folder that mails are written to; null until one of them is decided.</summary>
    public string? Mail { get; init; }

    /// <summary>Where mails are sent to, such as <c>smtp://localhost:1025</c>.</summary>
    public string? Smtp { get; init; }

    public string? Dashboard { get; init; }

    /// <summary>Connection strings of the sample's databases.</summary>
    public required IReadOnlyDictionary<string, string> Databases { get; init; }

    /// <summary>Connection string of the hub store.</summary>
    public required string Hub { get; init; }

    /// <summary>The one-time link for the first administrator; null once there is one.</summary>
    public string? AdminSetupUrl { get; init; }

    public required string Redis { get; init; }

    public required string Data { get; init; }

    /// <summary>The file that holds the key of the role Operator (header <c>X-Api-Key</c>).</summary>
    public required string OperatorKeyFile { get; init; }

    /// <summary>Process ids by resource name, and of the AppHost itself.</summary>
    public required IReadOnlyDictionary<string, int> Pids { get; init; }
}
